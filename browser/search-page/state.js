// What is asked for, which stands in the address and nowhere else.

export const FILTERS = ["kind", "plan", "agency", "pillar", "year"];

// What is asked for.
export let state = {};

// Asks for what an address says.
export function become(address) {
  state = stateOf(address);
}

function stateOf(address) {
  var params = new URLSearchParams(address), state = { q: params.get("q") || "" };
  FILTERS.forEach(function (name) {
    state[name] = params.get(name) || "";
  });
  return state;
}

export function addressOf(state, changed) {
  var params = new URLSearchParams();
  ["q"].concat(FILTERS).forEach(function (name) {
    var value = changed && name in changed ? changed[name] : state[name];
    if (value) params.set(name, value);
  });
  return "?" + params.toString();
}

// From a disk some browsers keep the address as it is: then it stays.
export function keep(how) {
  try {
    history[how](null, "", addressOf(state));
  } catch (error) {
    return;
  }
  document.querySelectorAll(".languages a").forEach(function (link) {
    link.search = addressOf(state);
  });
}
