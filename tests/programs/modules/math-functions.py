import math
print(math.pi, math.e, math.tau, math.inf, math.nan, math.sqrt(2), math.isqrt(10**20 + 1), math.factorial(20), math.gcd(12, 18, 27), math.lcm(4, 6), math.comb(10, 3), math.perm(5, 2), math.prod([1, 2, 3.5]))
print(math.floor(-2.5), math.ceil(-2.5), math.trunc(2.9), math.fabs(-3), math.fmod(-7, 3), math.remainder(7, 4), math.modf(-2.5), math.frexp(10), math.ldexp(0.5, 4), math.copysign(1, -0.0), math.fsum([0.1] * 10), math.hypot(3, 4), math.dist((0, 0), (3, 4)))
print(math.log(100, 10), math.log2(8), math.log10(1000), math.log1p(0), math.exp(0), math.expm1(0), math.degrees(math.pi), math.radians(180), math.atan2(1, -1), math.sin(0), math.cos(0), math.isclose(0.1 + 0.2, 0.3), math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1))
print(math.log(10**400), math.log2(2**1000), math.nextafter(1, 2), math.ulp(1), math.cbrt(1), math.exp2(10), math.sumprod([1, 2], [3, 4]), math.gamma(5), math.floor(1e300) == int(1e300), math.pow(2, 0.5), math.erf(0))
for call in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.factorial(-1), lambda: math.factorial(1.5), lambda: math.exp(1000), lambda: math.floor(math.inf), lambda: math.sqrt("x"), lambda: math.gcd(1.5), lambda: math.comb(-1, 2), lambda: math.acos(2), lambda: math.pow(0, -1), lambda: math.fmod(1, 0), lambda: math.sin(math.inf), lambda: math.ceil("a")):
    try:
        print(call())
    except (ValueError, TypeError, OverflowError) as error:
        print(type(error).__name__, error)
