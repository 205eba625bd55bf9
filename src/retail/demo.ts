export async function loadDemo(_o: { url: string; token: string }): Promise<void> {}
export async function hasTenants(_u: string): Promise<boolean> { return false; }
