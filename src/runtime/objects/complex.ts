/** Data of `complex`. */
import { declareType } from "../core/builtin-types.ts";
import { PyInstance } from "../core/object.ts";

export class PyComplex extends PyInstance {
  real: number;
  imag: number;
  constructor(real = 0, imag = 0) {
    super();
    this.real = real;
    this.imag = imag;
  }
}

export const complexType = declareType("complex", PyComplex);

export const complex = (real: number, imag: number): PyComplex => new PyComplex(real, imag);
