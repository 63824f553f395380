// A client as somebody would write it with the generated types: it compiles only while they name what is taken and answered.
import type { components, paths } from "./openapi";

type Answer<Path extends keyof paths, Verb extends keyof paths[Path], Status extends number> =
  paths[Path][Verb] extends { responses: infer Responses }
    ? Status extends keyof Responses
      ? Responses[Status] extends { content: { "application/json": infer Body } } ? Body : never
      : never
    : never;

type Analytics = Answer<"/api/workspaces/{ws}/campaigns/{id}/analytics", "get", 200>;
type Campaigns = Answer<"/api/workspaces/{ws}/campaigns", "get", 200>;
type Created = Answer<"/api/workspaces/{ws}/campaigns", "post", 201>;
type Preview = Answer<"/api/workspaces/{ws}/audience/preview", "post", 200>;

export const settled = (figures: Analytics): number =>
  figures.delivered + figures.bounced + figures.failed + figures.pending + Object.values(figures.skipped).reduce((sum, many) => sum + many, 0);

export const winner = (figures: Analytics): string | undefined => figures.experiment?.winner;

export const rates = (figures: Analytics): [number | null, number | null] => [figures.rates.ctr, figures.rates.responseRate];

export const running = (page: Campaigns): string[] => page.items.filter(campaign => campaign.status === "sending").map(campaign => campaign.id);

export const moves = (campaign: Created): readonly string[] => campaign.allowed;

export const reachable = (preview: Preview): number => preview.total;

export const draft: components["schemas"]["CampaignDefinitionInput"] = {
  name: "Launch",
  type: "one_time",
  channels: [{ channel: "sms" }],
  variants: [{ id: "A", content: { sms: { text: "Hi" } } }],
};

export const told = (problem: components["schemas"]["Problem"]): string[] => (problem.errors ?? []).map(error => `${error.path}: ${error.message}`);

// @ts-expect-error A state that there isn't must not compile.
export const wrong = (page: Campaigns): boolean => page.items[0]!.status === "launched";
