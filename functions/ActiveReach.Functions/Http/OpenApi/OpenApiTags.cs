using System.Text.Json.Nodes;

namespace ActiveReach.Functions.Http;

/// <summary>The chapters of the description: the feature folders, in the order in which somebody meets them.</summary>
internal static class OpenApiTags
{
    private static readonly (string Folder, string Name, string Says)[] All =
    [
        ("Workspaces", "Workspaces", "Signing in, the workspace and its settings, members, keys, who did what, health."),
        ("Audiences", "Audiences", "Contacts and their consents, files of contacts, segments, counts of an audience."),
        ("Outlets", "Outlets", "The places of the business, and the contacts that belong to them."),
        ("Campaigns", "Campaigns", "Definitions and the moves from draft to complete."),
        ("TemplateLibrary", "Templates", "What WhatsApp messages are made of, and its review by the provider."),
        ("Providers", "Providers", "The workspace's own accounts at vendors."),
        ("Approvals", "Approvals", "Who was asked, and what they decided."),
        ("Media", "Media", "Uploads that messages carry: pictures, films, sounds and documents."),
        ("TestSends", "Test sends", "Messages to members, as a contact would get them."),
        ("Experiments", "Experiments", "Which variant everybody else gets."),
        ("Analytics", "Analytics", "Figures, recipients, messages as a contact gets them, and everything that runs by itself."),
        ("Replies", "Replies", "What people answered."),
        ("Consent", "Consent", "Who must not be sent to, and requests to stop that somebody has to decide on."),
        ("Entries", "Calls", "Campaigns that another system fires, for one contact or many."),
        ("Events", "Events", "What other systems tell of people."),
        ("Orders", "Orders", "Orders as shops tell them."),
        ("Engagement", "Engagement", "Tracked links, unsubscribing, callbacks of carriers."),
        ("InApp", "In-app", "The inbox that people have in the workspace's app."),
        ("Operations", "Operations", "What has come to a standstill, and how it goes on."),
        ("Http", "Interface", "The interface itself."),
    ];

    public static string Of(Route route)
    {
        var folder = route.Method.DeclaringType!.Namespace!["ActiveReach.Functions.".Length..].Split('.')[0];
        return Array.Find(All, tag => tag.Folder == folder) is { Name: { } name }
            ? name
            : throw new InvalidOperationException($"The folder {folder} has HTTP functions, but is no chapter of openapi.json: add it to OpenApiTags with a sentence on what it is about.");
    }

    public static JsonArray Json() => [.. All.Select(tag => new JsonObject { ["name"] = tag.Name, ["description"] = tag.Says })];
}
