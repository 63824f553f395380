using System.Text.RegularExpressions;

namespace ActiveReach.Audiences.Behaviour;

/// <summary>A field of an event's content: up to five names joined by dots, each of 1 to 64 letters, digits, hyphens or underscores. A
/// value of another type than a condition's own counts as missing, and so do null, an empty text and an empty list.</summary>
public sealed partial record EventField
{
    private EventField(string name) => Name = name;

    /// <summary>As written, e.g. <c>cart.total</c>.</summary>
    public string Name { get; }

    public IReadOnlyList<string> Steps => Name.Split('.');

    public static EventField? Find(string? name) => name is not null && Shape().IsMatch(name) ? new EventField(name) : null;

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}(?:\.[A-Za-z0-9_-]{1,64}){0,4}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();
}
