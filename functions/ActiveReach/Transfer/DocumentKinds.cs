using System.Reflection;
using ActiveReach.Documents;

namespace ActiveReach.Transfer;

/// <summary>The kinds of documents that the product has, each found where its feature declares it, and where those lie that move with a workspace. A store is asked for
/// bodies only, so that the fields that a document is found by come from its kind again.</summary>
public static class DocumentKinds
{
    /// <summary>In the partition of the workspace. The first ones are needed by whoever writes contacts.</summary>
    public static IReadOnlyList<string> BeforeContacts { get; } = ["workspace", "used-sender", "outlet-name", "outlet-external-id", "outlet", "outlet-plan"];

    /// <inheritdoc cref="BeforeContacts"/>
    public static IReadOnlyList<string> OfWorkspace { get; } =
        ["member", "admins", "api-key", "mode-choice", "segment", "segment-version", "segment-web", "shop", "template", "campaign", "campaign-row", "device", "consent-review", "audit"];

    /// <summary>In the partition of each campaign.</summary>
    public static IReadOnlyList<string> OfCampaign { get; } = ["comment", "run", "outlet-verdict"];

    /// <summary>In the partition of each run.</summary>
    public static IReadOnlyList<string> OfRun { get; } = ["personal-links"];

    /// <summary>In the directory, among those of other workspaces.</summary>
    public static IReadOnlyList<string> InDirectory { get; } = ["key-hash", "campaign-home", "run-number", "template-reference", "tracking-domain", "listed-workspace"];

    /// <summary>What stays behind, with the reason.</summary>
    public static IReadOnlyDictionary<string, string> Left { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["session"] = "People sign in anew.",
        ["answer"] = "Answers of repeated requests are kept for a day.",
        ["upload"] = "Files that are being uploaded are uploaded anew.",
        ["media"] = "Files are uploaded anew: an id follows from the bytes, so that campaigns find the same file again.",
        ["loose-media"] = "Nothing is being uploaded in what is exported.",
        ["import"] = "What was imported moves with the contacts.",
        ["import-report"] = "What was imported moves with the contacts.",
        ["import-unfinished"] = "What was imported moves with the contacts.",
        ["set-aside"] = "Messages belong to the queues of an installation.",
        ["intent"] = "Nothing is under way in what is exported.",
        ["pending"] = "Nothing is under way in what is exported.",
        ["inbox-message"] = "What lies in inboxes is shown by the app that it was sent to.",
        ["inbox-end"] = "What lies in inboxes is shown by the app that it was sent to.",
        ["test-message"] = "Test messages are looked up for a few days only.",
        ["test-message-place"] = "Test messages are looked up for a few days only.",
        ["tests-lately"] = "Test messages are looked up for a few days only.",
        ["outlet-assignment"] = "Contacts are put to their outlets as they are written.",
        ["due-outlet-assignment"] = "Contacts are put to their outlets as they are written.",
        ["notice"] = "Notices lead to decisions that are over: nothing is under way in what is exported.",
        ["fire"] = "Nobody who waits moves: calls are made anew where the workspace goes.",
        ["watch"] = "Whoever is inside of what a campaign watches is looked up anew, and comes in when they come again.",
        ["fired"] = "What a plan allows begins anew where the workspace goes.",
        ["provider-accounts"] = "Secrets don't travel: accounts are entered anew where the workspace goes.",
        ["provider-account"] = "Secrets don't travel: accounts are entered anew where the workspace goes.",
        ["raw-webhooks"] = "What vendors told an installation is its own record.",
        ["run-overrides"] = "Nothing is being planned in what is exported.",
        ["conversation"] = "Who has just written is known where they wrote.",
        ["known-sender"] = "Learned again from the senders that are used.",
    };

    /// <summary>All that there are, by name.</summary>
    public static IReadOnlyDictionary<string, IDocumentKind> All { get; } = Declared().ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    /// <summary>Kinds are the static members of the features that keep documents.</summary>
    private static IEnumerable<IDocumentKind> Declared() => typeof(DocumentKinds).Assembly.GetTypes()
        .Where(type => !type.ContainsGenericParameters)
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(field => typeof(IDocumentKind).IsAssignableFrom(field.FieldType))
        .Select(field => (IDocumentKind)field.GetValue(null)!);
}
