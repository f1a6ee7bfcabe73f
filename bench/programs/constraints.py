"""One-way constraints with strengths, planned and re-planned: many small objects and virtual calls."""

SIZE = 120

REQUIRED, STRONG, WEAK = 0, 1, 2


class Variable:
    def __init__(self, name, value=0):
        self.name = name
        self.value = value
        self.constraints = []
        self.determined_by = None
        self.strength = WEAK + 1
        self.mark = 0

    def add(self, constraint):
        self.constraints.append(constraint)


class Constraint:
    def __init__(self, strength):
        self.strength = strength
        self.output = None

    def unsatisfy(self):
        if self.output is not None:
            self.output.determined_by = None
            self.output.strength = WEAK + 1
            self.output = None

    def satisfied(self):
        return self.output is not None


class Fixed(Constraint):
    def __init__(self, variable, value, strength):
        super().__init__(strength)
        self.variable, self.value = variable, value
        variable.add(self)

    def choose(self, mark):
        v = self.variable
        return v if v.mark != mark and self.strength < v.strength else None

    def inputs(self, out):
        return ()

    def execute(self):
        self.variable.value = self.value


class Equal(Constraint):
    def __init__(self, left, right, strength=REQUIRED):
        super().__init__(strength)
        self.left, self.right = left, right
        left.add(self)
        right.add(self)

    def choose(self, mark):
        left, right = self.left, self.right
        if right.mark != mark and right.determined_by is None and left.determined_by is not None:
            return right
        if left.mark != mark and left.determined_by is None and right.determined_by is not None:
            return left
        if right.mark != mark and self.strength < right.strength:
            return right
        if left.mark != mark and self.strength < left.strength:
            return left
        return None

    def inputs(self, out):
        return (self.left,) if out is self.right else (self.right,)

    def execute(self):
        if self.output is self.right:
            self.right.value = self.left.value
        else:
            self.left.value = self.right.value


class Scale(Equal):
    def __init__(self, left, right, factor, offset):
        self.factor, self.offset = factor, offset
        super().__init__(left, right)

    def execute(self):
        if self.output is self.right:
            self.right.value = self.left.value * self.factor + self.offset
        else:
            self.left.value = (self.right.value - self.offset) // self.factor


class Planner:
    def __init__(self):
        self.mark = 0

    def insert(self, constraint):
        self.mark += 1
        while constraint is not None:
            constraint = self.satisfy(constraint)

    def satisfy(self, constraint):
        out = constraint.choose(self.mark)
        if out is None:
            return None
        overridden = out.determined_by
        if overridden is not None:
            overridden.unsatisfy()
        out.determined_by = constraint
        out.strength = constraint.strength
        constraint.output = out
        out.mark = self.mark
        self.propagate(out)
        return overridden

    def propagate(self, variable):
        todo = [variable]
        while todo:
            v = todo.pop()
            v.determined_by.execute()
            for c in v.constraints:
                if not c.satisfied():
                    out = c.choose(self.mark)
                    if out is not None and out.determined_by is None:
                        out.determined_by = c
                        out.strength = c.strength
                        c.output = out
                        out.mark = self.mark
                if c.satisfied() and v in c.inputs(c.output):
                    todo.append(c.output)

    def plan(self, start):
        plan, todo, seen = [], [start], set()
        while todo:
            v = todo.pop()
            for c in v.constraints:
                if c.output is not None and c.output is not v and id(c) not in seen:
                    seen.add(id(c))
                    plan.append(c)
                    todo.append(c.output)
        return plan


def chain(length):
    planner = Planner()
    variables = [Variable(f"v{i}") for i in range(length)]
    for a, b in zip(variables, variables[1:]):
        planner.insert(Equal(a, b))
    planner.insert(Fixed(variables[0], 1, STRONG))
    plan = planner.plan(variables[0])
    for value in range(100):
        variables[0].value = value
        for constraint in plan:
            constraint.execute()
    return variables[-1].value


def projection(size):
    planner = Planner()
    total = 0
    for i in range(size):
        source, target = Variable("s", i), Variable("t", i)
        planner.insert(Fixed(source, i, STRONG))
        planner.insert(Scale(source, target, 10, 3))
        for value in range(10):
            source.value = value
            for constraint in planner.plan(source):
                constraint.execute()
            total += target.value
    return total


def run(n):
    return [(chain(100), projection(100)) for _ in range(n)][-1]
