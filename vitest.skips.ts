/** Names every skipped test at the end of a run; where CI_NO_SKIPS=1, a run with one has failed. */
import type { Reporter, TestModule, Vitest } from 'vitest/node';

export default class Skips implements Reporter {
  #chosen = false;

  onInit(vitest: Vitest): void {
    // With -t most tests are left out on purpose.
    this.#chosen = vitest.config.testNamePattern !== undefined;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    if (this.#chosen) return;
    let count = 0;
    for (const module of modules) {
      for (const test of module.children.allTests('skipped')) {
        count += 1;
        const result = test.result();
        const note = result.state === 'skipped' && result.note !== undefined ? ` (${result.note})` : '';
        console.log(`skipped: ${module.relativeModuleId} > ${test.fullName}${note}`);
      }
    }
    if (count > 0 && process.env.CI_NO_SKIPS === '1') {
      console.error(`${count} skipped where none may be (CI_NO_SKIPS=1).`);
      process.exitCode = 1;
    }
  }
}
