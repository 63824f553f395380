using System.Text.RegularExpressions;

namespace ActiveReach.Audiences.Behaviour;

/// <summary>A field of an event's content: up to five names joined by dots, each of 1 to 64 letters, digits, hyphens or underscores. A
/// value of another type than a condition's own counts as missing, and so do null, an empty text and an empty list.</summary>
public sealed partial record EventField
{
    private const string Content = "data.";

    private EventField(string name) => Name = name;

    /// <summary>Within the content, e.g. <c>cart.total</c>.</summary>
    public string Name { get; }

    public IReadOnlyList<string> Steps => Name.Split('.');

    /// <param name="name">With or without the <c>data.</c> that the content has in an event.</param>
    public static EventField? Find(string? name) =>
        name is not null && (name.StartsWith(Content, StringComparison.Ordinal) ? name[Content.Length..] : name) is var field && Shape().IsMatch(field) ? new EventField(field) : null;

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}(?:\.[A-Za-z0-9_-]{1,64}){0,4}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();
}
