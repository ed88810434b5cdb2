/** The look shared by every control one types or chooses in. 16 px on phones, so that they do not zoom in. */
export const controlStyle = [
  'w-full min-w-0 rounded-md border border-line-strong bg-surface px-2.5 text-ink text-sm max-sm:text-[1rem]',
  'transition-[border-color,box-shadow] duration-100 placeholder:text-ink-faint',
  'hover:border-ink-faint focus-visible:border-ring focus-visible:outline-none focus-visible:ring-2 focus-visible:ring-ring/35',
  'disabled:cursor-not-allowed disabled:bg-sunken disabled:text-ink-faint',
  'aria-invalid:border-error aria-invalid:focus-visible:ring-error/30',
].join(' ');
