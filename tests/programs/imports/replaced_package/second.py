from replaced_package import first, made
value = first.value + 1
