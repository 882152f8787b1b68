/** The eigenvectors of a small symmetric matrix: Householder's reduction and the QL method, as EISPACK's tred2 and tql2 have them. */
import { type Dense, dense } from './matrix.ts';

export interface Eigen {
  /** The largest first. */
  readonly values: Float64Array;
  /** In columns, in the order of the values. */
  readonly vectors: Dense;
}

export function eigenOf({ rows: n, at }: Dense): Eigen {
  const v = Float64Array.from(at);
  const diagonal = new Float64Array(n);
  const beside = new Float64Array(n);
  reduce(n, v, diagonal, beside);
  iterate(n, v, diagonal, beside);
  const order = [...diagonal.keys()].sort((a, b) => (diagonal[b] as number) - (diagonal[a] as number));
  const vectors = dense(n, n);
  order.forEach((from, to) => {
    for (let row = 0; row < n; row += 1) vectors.at[row * n + to] = v[row * n + from] as number;
  });
  return { values: Float64Array.from(order, (at) => diagonal[at] as number), vectors };
}

/** To three diagonals; v becomes the turn that does it. */
function reduce(n: number, v: Float64Array, d: Float64Array, e: Float64Array): void {
  const get = (i: number, j: number): number => v[i * n + j] as number;
  const dAt = (i: number): number => d[i] as number;
  const eAt = (i: number): number => e[i] as number;
  for (let j = 0; j < n; j += 1) d[j] = get(n - 1, j);
  for (let i = n - 1; i > 0; i -= 1) {
    let scale = 0;
    let h = 0;
    for (let k = 0; k < i; k += 1) scale += Math.abs(dAt(k));
    if (scale === 0) {
      e[i] = dAt(i - 1);
      for (let j = 0; j < i; j += 1) {
        d[j] = get(i - 1, j);
        v[i * n + j] = 0;
        v[j * n + i] = 0;
      }
    } else {
      for (let k = 0; k < i; k += 1) {
        d[k] = dAt(k) / scale;
        h += dAt(k) ** 2;
      }
      const last = dAt(i - 1);
      const root = last > 0 ? -Math.sqrt(h) : Math.sqrt(h);
      e[i] = scale * root;
      h -= last * root;
      d[i - 1] = last - root;
      e.fill(0, 0, i);
      for (let j = 0; j < i; j += 1) {
        const f = dAt(j);
        v[j * n + i] = f;
        let g = eAt(j) + get(j, j) * f;
        for (let k = j + 1; k <= i - 1; k += 1) {
          g += get(k, j) * dAt(k);
          e[k] = eAt(k) + get(k, j) * f;
        }
        e[j] = g;
      }
      let sum = 0;
      for (let j = 0; j < i; j += 1) {
        e[j] = eAt(j) / h;
        sum += eAt(j) * dAt(j);
      }
      const half = sum / (h + h);
      for (let j = 0; j < i; j += 1) e[j] = eAt(j) - half * dAt(j);
      for (let j = 0; j < i; j += 1) {
        const f = dAt(j);
        const g = eAt(j);
        for (let k = j; k <= i - 1; k += 1) v[k * n + j] = get(k, j) - f * eAt(k) - g * dAt(k);
        d[j] = get(i - 1, j);
        v[i * n + j] = 0;
      }
    }
    d[i] = h;
  }
  for (let i = 0; i < n - 1; i += 1) {
    v[(n - 1) * n + i] = get(i, i);
    v[i * n + i] = 1;
    const h = dAt(i + 1);
    if (h !== 0) {
      for (let k = 0; k <= i; k += 1) d[k] = get(k, i + 1) / h;
      for (let j = 0; j <= i; j += 1) {
        let g = 0;
        for (let k = 0; k <= i; k += 1) g += get(k, i + 1) * get(k, j);
        for (let k = 0; k <= i; k += 1) v[k * n + j] = get(k, j) - g * dAt(k);
      }
    }
    for (let k = 0; k <= i; k += 1) v[k * n + i + 1] = 0;
  }
  for (let j = 0; j < n; j += 1) {
    d[j] = get(n - 1, j);
    v[(n - 1) * n + j] = 0;
  }
  v[n * n - 1] = 1;
  e[0] = 0;
}

/** From three diagonals to one. */
function iterate(n: number, v: Float64Array, d: Float64Array, e: Float64Array): void {
  const dAt = (i: number): number => d[i] as number;
  const eAt = (i: number): number => e[i] as number;
  for (let i = 1; i < n; i += 1) e[i - 1] = eAt(i);
  e[n - 1] = 0;
  let shift = 0;
  let size = 0;
  for (let l = 0; l < n; l += 1) {
    size = Math.max(size, Math.abs(dAt(l)) + Math.abs(eAt(l)));
    let m = l;
    while (m < n - 1 && Math.abs(eAt(m)) > Number.EPSILON * size) m += 1;
    while (m > l && Math.abs(eAt(l)) > Number.EPSILON * size) {
      const g = dAt(l);
      let p = (dAt(l + 1) - g) / (2 * eAt(l));
      let r = p < 0 ? -Math.hypot(p, 1) : Math.hypot(p, 1);
      d[l] = eAt(l) / (p + r);
      d[l + 1] = eAt(l) * (p + r);
      const next = dAt(l + 1);
      const h = g - dAt(l);
      for (let i = l + 2; i < n; i += 1) d[i] = dAt(i) - h;
      shift += h;
      p = dAt(m);
      let [c, c2, c3, s, s2] = [1, 1, 1, 0, 0];
      const beside = eAt(l + 1);
      for (let i = m - 1; i >= l; i -= 1) {
        [c3, c2, s2] = [c2, c, s];
        const turned = c * eAt(i);
        const kept = c * p;
        r = Math.hypot(p, eAt(i));
        e[i + 1] = s * r;
        s = eAt(i) / r;
        c = p / r;
        p = c * dAt(i) - s * turned;
        d[i + 1] = kept + s * (c * turned + s * dAt(i));
        for (let k = 0; k < n; k += 1) {
          const right = v[k * n + i + 1] as number;
          const left = v[k * n + i] as number;
          v[k * n + i + 1] = s * left + c * right;
          v[k * n + i] = c * left - s * right;
        }
      }
      p = (-s * s2 * c3 * beside * eAt(l)) / next;
      e[l] = s * p;
      d[l] = c * p;
    }
    d[l] = dAt(l) + shift;
    e[l] = 0;
  }
}
