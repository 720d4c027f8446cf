// What this browser has looked at: the newest message of each person, kept apart for each run of a demo.

export class Seen {
  constructor(run) {
    this.key = run ? `seen ${run}` : "seen";
    this.stamps = remembered(this.key);
  }

  last(id) {
    return this.stamps[id] ?? "";
  }

  // What is there when a story begins is no news.
  begin(people) {
    if (Object.keys(this.stamps).length) return;
    for (const person of people) this.lookedAt(person);
  }

  lookedAt({ id, latest }) {
    this.stamps[id] = latest ?? "";
    localStorage.setItem(this.key, JSON.stringify(this.stamps));
  }

  forget() {
    localStorage.removeItem(this.key);
  }
}

function remembered(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? {};
  } catch {
    return {};
  }
}
