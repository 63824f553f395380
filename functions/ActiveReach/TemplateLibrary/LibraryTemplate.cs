using System.Text.Json.Serialization;
using ActiveReach.Channels;
using ActiveReach.Media;
using ActiveReach.Workspaces;

namespace ActiveReach.TemplateLibrary;

/// <summary>A message template of a workspace, with all its versions. A vendor looks at each version before it delivers anything made of it.</summary>
public sealed record LibraryTemplate
{
    /// <summary>Unique in the workspace: 1 to 100 of <c>a-z 0-9 _</c>. The id.</summary>
    public required string Name { get; init; }

    public required WorkspaceId Workspace { get; init; }

    public Channel Channel { get; init; } = Channel.WhatsApp;

    /// <summary>At least one, the oldest first; only the last may be a draft.</summary>
    public required IReadOnlyList<TemplateVersion> Versions { get; init; }

    /// <summary>Counts the writes: the ETag. Owned by the store.</summary>
    public int Revision { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    [JsonIgnore]
    public TemplateVersion Latest => Versions[^1];

    /// <summary>The one that campaigns are made of: the newest that was submitted, whatever came of it; null while none was.</summary>
    [JsonIgnore]
    public TemplateVersion? Submitted => Versions.LastOrDefault(version => version.State is not TemplateState.Draft);

    public TemplateVersion? Find(int number) => Versions.FirstOrDefault(version => version.Number == number);

    /// <summary>The template with another in the place of the version of that number.</summary>
    public LibraryTemplate With(TemplateVersion changed) => this with { Versions = [.. Versions.Select(version => version.Number == changed.Number ? changed : version)] };
}

/// <summary>What a template says, as a vendor was or will be shown it.</summary>
/// <param name="Number">From 1.</param>
public sealed record TemplateVersion(int Number, string Language, string? Header, string Body, string? Footer)
{
    /// <summary>What stands in the header in place of words, given by each campaign; null where there is none.</summary>
    public MediaKind? HeaderMedia { get; init; }

    /// <summary>The upload that vendors are shown as an example of it; null where none is named.</summary>
    public string? HeaderExample { get; init; }

    /// <summary>Below the message, in the order in which they are shown.</summary>
    public IReadOnlyList<TemplateButton> Buttons { get; init; } = [];

    public TemplateState State { get; init; } = TemplateState.Draft;

    /// <summary>The vendor's id of it; null before it was submitted.</summary>
    public string? Reference { get; init; }

    /// <summary>Why it was rejected, in the vendor's words.</summary>
    public string? Reason { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who wrote it last.</summary>
    public required string EditedBy { get; init; }

    public string? SubmittedBy { get; init; }

    public DateTimeOffset? SubmittedAt { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>How many values a message gives it: those of the header first, then those of the body, then the ends of the addresses of its buttons.</summary>
    [JsonIgnore]
    public int Values => ValuesOfText + Buttons.Count(button => button.Beginning() is not null);

    /// <summary>Those of header and body.</summary>
    [JsonIgnore]
    public int ValuesOfText => Placeholders.Count(Header) + Placeholders.Count(Body);

    /// <summary>What it is called at the vendor, where each version is a template of its own: what is approved can go on being sent while the next is looked at.</summary>
    public string NameAtVendor(string name) => Number == 1 ? name : $"{name}__{Number}";
}

public enum TemplateState
{
    /// <summary>Not shown to the vendor yet.</summary>
    Draft,

    /// <summary>The vendor looks at it.</summary>
    Pending,
    Approved,
    Rejected,
}
