/** The control in these components that has this custom id, or null. */
export function controlIn(component: unknown, customId: string): object | null {
  if (typeof component !== "object" || component === null) return null;
  if ("custom_id" in component && component.custom_id === customId) return component;
  for (const part of Object.values(component)) {
    const control = controlIn(part, customId);
    if (control) return control;
  }
  return null;
}
