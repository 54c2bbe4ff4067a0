/** Eigenvalues of a symmetric matrix, and its eigenvectors as columns. */
export interface SymmetricEigen {
  readonly values: Float64Array
  /** Row after row: entry (i, k) is coordinate i of the vector of `values[k]`. */
  readonly vectors: Float64Array
}

/** Jacobi's method converges quadratically: a dozen sweeps are more than matrices of hundreds of rows take. */
const SWEEPS = 50

/**
 * Eigenvalues and orthonormal eigenvectors of a symmetric matrix by Jacobi's rotations (Golub and Van Loan, *Matrix
 * Computations*, 2013, section 8.5), in no particular order.
 *
 * @param matrix - size x size, row after row; left as it is
 */
export const symmetricEigen = (matrix: Float64Array, size: number): SymmetricEigen => {
  const a = matrix.slice()
  const vectors = new Float64Array(size * size)
  for (let i = 0; i < size; i++) vectors[i * size + i] = 1
  for (let sweep = 0; sweep < SWEEPS && !isDiagonal(a, size); sweep++) {
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, vectors, size, p, q)
  }
  return { values: Float64Array.from({ length: size }, (_, i) => a[i * size + i]), vectors }
}

const isDiagonal = (a: Float64Array, size: number): boolean => {
  let off = 0
  let on = 0
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const square = a[i * size + j] * a[i * size + j]
      if (i === j) on += square
      else off += square
    }
  }
  return off <= 1e-30 * on
}

/** Turns the plane of p and q so that entry (p, q) becomes zero. */
const rotate = (a: Float64Array, vectors: Float64Array, size: number, p: number, q: number): void => {
  const entry = a[p * size + q]
  if (entry === 0) return
  const theta = (a[q * size + q] - a[p * size + p]) / (2 * entry)
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const cosine = 1 / Math.sqrt(t * t + 1)
  const sine = t * cosine
  for (let k = 0; k < size; k++) {
    const [kp, kq] = [a[k * size + p], a[k * size + q]]
    a[k * size + p] = cosine * kp - sine * kq
    a[k * size + q] = sine * kp + cosine * kq
  }
  for (let k = 0; k < size; k++) {
    const [pk, qk] = [a[p * size + k], a[q * size + k]]
    a[p * size + k] = cosine * pk - sine * qk
    a[q * size + k] = sine * pk + cosine * qk
    const [vp, vq] = [vectors[k * size + p], vectors[k * size + q]]
    vectors[k * size + p] = cosine * vp - sine * vq
    vectors[k * size + q] = sine * vp + cosine * vq
  }
}
