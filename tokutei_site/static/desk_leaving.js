// Leaving a page asks first when something typed on it would be lost. The words are the browser's.

const KEPT = "meta[name=unsaved]"; // what the page shows was typed before, and is not saved
const FIELDS = "form[method=post] :is(input, textarea, select), [form]:is(input, textarea, select)";
const NOT_TYPED = ["hidden", "submit", "button", "image", "reset"];

let sent = null; // the form that is on its way

addEventListener("submit", (event) => {
  const target = event.submitter?.formTarget || event.target.target;
  sent = target === "_blank" || event.defaultPrevented ? null : event.target;
});

addEventListener("beforeunload", (event) => {
  if (fields().some((field) => field.form !== sent && isTyped(field))) event.preventDefault();
  sent = null; // a file may answer, and the page stays
});

function fields() {
  return [...document.querySelectorAll(FIELDS)].filter((field) => !field.closest("#changelist-form"));
}

function isTyped(field) {
  if (field.disabled || NOT_TYPED.includes(field.type)) return false;
  const isText = !["checkbox", "radio", "file", "select-one"].includes(field.type);
  if (isText && field.value && document.querySelector(KEPT)) return true;
  return isChanged(field);
}

// Against what the server rendered.
function isChanged(field) {
  if (field.type === "file") return field.files.length > 0;
  if (field.type === "checkbox" || field.type === "radio") {
    return field.checked !== field.defaultChecked;
  }
  if (field.tagName !== "SELECT") return field.value !== field.defaultValue;
  const options = [...field.options];
  const first = field.multiple || options.some((option) => option.defaultSelected) ? null : options[0];
  return options.some((option) => option.selected !== (option.defaultSelected || option === first));
}
