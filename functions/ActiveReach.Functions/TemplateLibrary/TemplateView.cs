using ActiveReach.Channels;
using ActiveReach.Functions.Http;
using ActiveReach.Media;
using ActiveReach.TemplateLibrary;

namespace ActiveReach.Functions.TemplateLibrary;

/// <summary>A template as the API shows it: what its newest version says and how it stands, and all versions.</summary>
public sealed record TemplateView(
    string Name, Channel Channel, string Language, string Category, string? Header, MediaKind? HeaderMedia, string? HeaderExample, string Body, string? Footer, IReadOnlyList<TemplateButton> Buttons,
    int Version, TemplateState State, string? Reason, string? NextAction, int Parameters, IReadOnlyList<TemplateVersionView> Versions, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static string Tag(LibraryTemplate template) => EntityTag.Of(template.Revision);

    public static TemplateView Of(LibraryTemplate template)
    {
        var latest = template.Latest;
        return new TemplateView(
            template.Name, template.Channel, latest.Language, "marketing", latest.Header, latest.HeaderMedia, latest.HeaderExample, latest.Body, latest.Footer, latest.Buttons,
            latest.Number, latest.State, latest.Reason, Next(latest), latest.Values, [.. template.Versions.Select(TemplateVersionView.Of)], template.CreatedAt, template.UpdatedAt);
    }

    private static string? Next(TemplateVersion latest) => latest.State switch
    {
        TemplateState.Draft => "Submit it to the provider's review.",
        TemplateState.Rejected => "Change what the provider objects to and submit it again.",
        _ => null,
    };
}

/// <param name="Parameters">How many values a message gives it, those of the header first, those of buttons last.</param>
public sealed record TemplateVersionView(
    int Version, string Language, string? Header, MediaKind? HeaderMedia, string? HeaderExample, string Body, string? Footer, IReadOnlyList<TemplateButton> Buttons, TemplateState State, string? Reason, int Parameters,
    string EditedBy, string? SubmittedBy, DateTimeOffset? SubmittedAt, DateTimeOffset? DecidedAt)
{
    public static TemplateVersionView Of(TemplateVersion version) => new(
        version.Number, version.Language, version.Header, version.HeaderMedia, version.HeaderExample, version.Body, version.Footer, version.Buttons, version.State, version.Reason, version.Values,
        version.EditedBy, version.SubmittedBy, version.SubmittedAt, version.DecidedAt);
}
