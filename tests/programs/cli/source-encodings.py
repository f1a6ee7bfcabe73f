# -*- coding: latin-1 -*-
print("plain ascii in a latin-1 file", "\xe9" == chr(233))
