"use strict";

// The questionnaire with the answers in view. The page works without this. Answers are kept in the
// state of the tab's own history and nowhere else: not in the address, not in storage, and no
// request is made. All texts come from the page.

// The graph, as the markup holds it

function keyOf(address) {
  const found = /#q-([a-z0-9]+)$/.exec(address || "");
  return found ? found[1] : "";
}

function readGraph(root) {
  const graph = { start: "", steps: Object.create(null) };
  root.querySelectorAll(".step").forEach((element) => {
    const key = keyOf("#" + element.id);
    graph.start = graph.start || key;
    graph.steps[key] = {
      key,
      element,
      isQuestion: element.classList.contains("question"),
      verdict: element.dataset.verdict,
      least: Number(element.dataset.least || 0),
      most: Number(element.dataset.most || 0),
      choices: Array.from(element.querySelectorAll("[data-choice]"), (link) => (
        { key: link.dataset.choice, next: keyOf(link.getAttribute("href")), link }
      )),
    };
  });
  return graph;
}

// From `from` along the answers (question → choice), up to `until` or as far as they go.
function walk(graph, answers, from, until) {
  const way = new Map();
  const next = (key) => (key === until || way.has(key)
    ? undefined
    : graph.steps[key].choices.find((each) => each.key === answers[key]));
  let key = from, taken = next(key);
  while (taken) {
    way.set(key, taken.key);
    key = taken.next;
    taken = next(key);
  }
  return { way: Array.from(way), step: key };
}

// Which answers of a way decided that it ended at `end`: see eligibility/graph/decisive.py.
function decisive(graph, way, end) {
  const given = Object.create(null);
  way.forEach(([question, choice]) => { given[question] = choice; });
  const deciding = (differs) => {
    const known = Object.create(null);
    const other = (key) => {
      const step = graph.steps[key];
      if (!(key in known)) {
        known[key] = false; // a draft may go round in circles
        known[key] = step.isQuestion
          ? step.choices.some((each) => (
            (!(key in given) || given[key] === each.key) && other(each.next)))
          : differs(step);
      }
      return known[key];
    };
    return ([question, choice]) => (
      graph.steps[question].choices.some((each) => each.key !== choice && other(each.next)));
  };
  const decidesVerdict = deciding((step) => step.verdict !== graph.steps[end].verdict);
  const decidesOutcome = deciding((step) => step.key !== end);
  return way
    .map((answer) => {
      const changes = decidesVerdict(answer) ? "verdict" : decidesOutcome(answer) ? "outcome" : "";
      return { step: answer[0], choice: answer[1], changes };
    })
    .filter((each) => each.changes);
}

// The page

function begin(guide) {
  const graph = readGraph(guide);
  const template = document.getElementById("answers");
  const rowTemplate = document.getElementById("answer").content;
  const isStep = (address) => /^#q-/.test(address);
  let shown = null; // the state that the page shows
  let going = null; // the state that was asked for with a press
  let isLeaving = 0; // while the history is being cleaned

  // A state: { at: step, from: where the trail began, answers, count: of the entries before it }

  function isValid(state) {
    return state && state.answers && graph.steps[state.at] && graph.steps[state.from]
      && walk(graph, state.answers, state.from, state.at).step === state.at;
  }

  function opened(at) {
    return { at, from: at, answers: {}, count: 0 };
  }

  // A new entry has no state: it is what was asked for with a press, or a step that somebody typed,
  // kept or was sent, or another place of this page.
  function newState(address, before) {
    const key = keyOf(address);
    if (going && going.at === key) return going;
    if (graph.steps[key]) return opened(key);
    if (before && !isStep(address)) return Object.assign({}, before);
    return Object.assign(opened(graph.start), { isGone: isStep(address) });
  }

  function arrive() {
    const before = shown;
    shown = history.state;
    if (!isValid(shown)) {
      shown = newState(location.hash, before);
      shown.count = before ? before.count + 1 : 0;
      history.replaceState(shown, "");
    }
    going = null;
    if (!before || before.at !== shown.at || before.count !== shown.count) show(before);
  }

  function show(before) {
    const { element } = graph.steps[shown.at];
    Object.keys(graph.steps).forEach((key) => {
      graph.steps[key].element.classList.toggle("is-current", key === shown.at);
    });
    guide.classList.toggle("is-under-way", shown.at !== graph.start);
    document.body.classList.toggle("is-done", !graph.steps[shown.at].isQuestion);
    document.querySelectorAll(".languages a, .readings a").forEach((link) => { link.hash = "#q-" + shown.at; });
    fill(element);
    if (!before) return;
    (shown.at === graph.start ? guide : element).scrollIntoView();
    element.focus({ preventScroll: true });
  }

  // The answers: on an outcome those that decided it first

  function fill(element) {
    guide.querySelectorAll(".answers").forEach((old) => old.remove());
    const { answers, at, from } = shown, { isQuestion } = graph.steps[at];
    const { way } = walk(graph, answers, from, at);
    const used = new Map(walk(graph, answers, from).way);
    const isChange = isQuestion && used.has(at);
    const lists = isQuestion ? { given: way } : sorted(way, at);
    const says = {
      gone: shown.isGone,
      middle: from !== graph.start,
      change: isChange,
      kept: shown.isKept && !isChange,
    };
    const part = template.content.cloneNode(true);
    part.querySelectorAll("[data-for]").forEach((each) => {
      const rows = lists[each.dataset.for] || [];
      rows.forEach((answer) => each.querySelector("ul").append(row(answer)));
      if (!rows.length && !says[each.dataset.for]) each.remove();
    });
    element.prepend(part.querySelector(".words"));
    element.insertBefore(part, element.querySelector(".grounds, .ways"));
    if (isQuestion) mark(element, way, isChange);
  }

  function sorted(way, at) {
    const found = decisive(graph, way, at);
    const deciding = ["verdict", "outcome"].map((changes) => (
      way.filter(([key]) => found.some((each) => each.step === key && each.changes === changes))));
    const first = deciding[0].concat(deciding[1]);
    const isOther = ([key]) => way.every((each) => each[0] !== key);
    return {
      decisive: first,
      other: way.filter((answer) => !first.includes(answer)),
      unused: Object.entries(shown.answers).filter((each) => graph.steps[each[0]] && isOther(each)),
    };
  }

  // Where the reader stands; how many questions are left is not certain while answers are kept.
  function mark(element, way, isChange) {
    const left = element.querySelector(".left"), place = element.querySelector(".place");
    if (left) left.hidden = Object.keys(shown.answers).length > way.length;
    if (place) {
      place.hidden = shown.from !== graph.start;
      place.textContent = template.dataset.place.replace("#", way.length + 1);
    }
    element.querySelectorAll("[data-choice]").forEach((link) => {
      const isGiven = isChange && link.dataset.choice === shown.answers[shown.at];
      if (isGiven) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  }

  function row([question, choice]) {
    const { element, choices } = graph.steps[question];
    const item = rowTemplate.cloneNode(true), change = item.querySelector("a");
    const asked = () => element.querySelector(".asked").cloneNode(true);
    const taken = choices.find((each) => each.key === choice);
    item.querySelector(".of").append(asked());
    if (taken) {
      item.querySelector("strong").append(taken.link.querySelector(".answer").cloneNode(true));
    }
    change.href = "#q-" + question;
    change.lastElementChild.append(asked());
    return item;
  }

  // What is pressed

  function go(at, answers, isKept) {
    going = { at, from: shown.from, answers, isKept };
    location.hash = "#q-" + at;
  }

  function choose(question, choice) {
    const answers = Object.assign({}, shown.answers, { [question]: choice });
    const reached = walk(graph, answers, shown.from).step;
    const next = graph.steps[question].choices.find((each) => each.key === choice).next;
    go(reached, answers, reached !== next);
  }

  // Back to where this tab came in, without the state there; a new entry cuts off what is ahead.
  function leave() {
    const first = "#q-" + graph.start;
    clearTimeout(isLeaving);
    isLeaving = 0;
    location.replace(first);
    history.replaceState(opened(graph.start), "");
    history.pushState(Object.assign(opened(graph.start), { count: 1 }), "", first);
    shown = history.state;
    show({});
  }

  function restart() {
    if (shown.count) {
      isLeaving = setTimeout(leave, 500); // a browser that has forgotten the entry stays here
      history.go(-shown.count);
    } else {
      leave();
    }
  }

  guide.addEventListener("click", (event) => {
    const pressed = event.target.closest("[data-choice], [data-do]");
    if (!pressed || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (isLeaving) return;
    const { choice } = pressed.dataset, todo = pressed.dataset.do;
    if (choice) choose(shown.at, choice);
    else if (todo === "change") go(keyOf(pressed.hash), shown.answers);
    else if (todo === "print") window.print();
    else restart();
  });
  ["popstate", "hashchange"].forEach((name) => {
    addEventListener(name, () => (isLeaving ? leave() : arrive()));
  });

  guide.classList.add("is-scripted");
  guide.querySelectorAll("[data-do=print], .scripted").forEach((each) => { each.hidden = false; });
  arrive();
}

if (document.getElementById("guide")) begin(document.getElementById("guide"));
