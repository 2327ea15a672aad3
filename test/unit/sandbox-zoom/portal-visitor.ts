import { type RunningZoom } from "../../support/zoom-client.ts";

type Form = Record<string, string> | Array<[string, string]>;

/** Somebody's browser at the web portal; signed out at first. */
export function portalVisitor(zoom: () => RunningZoom) {
  let cookie = "";
  const post = (path: string, form: Form) =>
    fetch(`${zoom().origin}/zoom/portal${path}`, {
      method: "POST",
      body: new URLSearchParams(form),
      headers: { cookie },
      redirect: "manual",
    });
  const page = async (path: string) => {
    const response = await fetch(`${zoom().origin}/zoom/portal${path}`, { headers: { cookie } });
    return { status: response.status, text: await response.text() };
  };
  const signIn = async (user: string) => {
    const signedIn = await post("/signin", { user });
    cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
  };
  const signOut = () => {
    cookie = "";
  };
  return { post, page, signIn, signOut };
}
