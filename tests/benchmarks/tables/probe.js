// Runs before anything of the page: tells when the table is usable, and when a change is painted.
(() => {
  const TICK = 50; // ms between two looks at whether the page is at rest
  const LATE = 30; // ms: a later tick means that something else was at work
  const QUIET = 5; // ticks at rest that end a sample
  const twoFrames = (then) => requestAnimationFrame(() => requestAnimationFrame(then));
  const probe = (window.__probe = {});

  /**
   * When the table was usable, in ms from the start of the navigation. The Atlas fetches what answers
   * at the first sign of a reader: here one is there from the start, and what counts is that
   * everything has come.
   */
  probe.usable = new Promise((resolve) => {
    const ready = new MutationObserver(() => {
      const table = document.querySelector('[data-atlas-table][data-ready]');
      if (!table) return;
      if (table.hasAttribute('data-total') && !table.hasAttribute('data-answers')) {
        dispatchEvent(new Event('pointermove'));
        return;
      }
      ready.disconnect();
      twoFrames(() => resolve(performance.now()));
    });
    ready.observe(document, {
      subtree: true,
      childList: true,
      attributeFilter: ['data-ready', 'data-answers'],
    });
  });

  /** What is only said to a screen reader is not waited for. */
  const spoken = ({ target }) =>
    (target.nodeType === 1 ? target : target.parentElement)?.closest('[role=status],[aria-live]');

  /** From now on the next `type` event that a reader causes starts the sample. */
  probe.arm = (type) => {
    probe.sample = new Promise((resolve) => {
      let start = 0;
      let painted = 0;
      let waiting = 0;
      let changes = 0;
      const paint = () => {
        waiting++;
        twoFrames(() => {
          waiting--;
          painted = performance.now();
        });
      };
      const changed = new MutationObserver((records) => {
        if (!start || records.every(spoken)) return;
        changes += records.length;
        paint();
      });
      changed.observe(document.body, {
        subtree: true,
        childList: true,
        characterData: true,
        attributeFilter: ['hidden'],
      });
      const rest = (quiet, before, seen) => {
        setTimeout(() => {
          const now = performance.now();
          const still = !waiting && seen === changes && now - before < TICK + LATE;
          if (still && quiet + 1 === QUIET) {
            changed.disconnect();
            resolve({ latency: painted - start, changes });
          } else rest(still ? quiet + 1 : 0, now, changes);
        }, TICK);
      };
      const begin = (event) => {
        removeEventListener(type, begin, true);
        start = event.timeStamp;
        paint();
        rest(0, performance.now(), 0);
      };
      addEventListener(type, begin, true);
    });
  };
})();
