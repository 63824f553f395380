using System.Text;
using ActiveReach.Values;

namespace ActiveReach.Audiences.Contacts;

/// <summary>A built-in field of a contact: a line of <see cref="ContactFields"/>.</summary>
/// <param name="Name">In files and filters, and of its column in a store.</param>
/// <param name="Type">What its value is: text a string, date a <see cref="DateOnly"/>, position degrees (double), list an
/// <c>IReadOnlyList&lt;string&gt;</c>.</param>
/// <param name="Rule">How a text becomes its value.</param>
public sealed record ContactField(string Name, FieldType Type, ContactField.Reading Rule)
{
    /// <summary>The value of a text, empty or null where it says none; or what is wrong with it.</summary>
    /// <param name="draft">What else is said of the contact, so far.</param>
    public delegate object? Reading(string text, ContactDraft draft, ContactTerms terms, out string? error);

    /// <summary>Its number in the table, from 0.</summary>
    public int Place { get; internal init; }

    public string JsonName { get; } = CamelCase(Name);

    /// <summary>How texts are kept, and so compared.</summary>
    public TextForm Form { get; init; }

    /// <summary>Nearly everybody's own: a search looks at it, and erasing takes it out of reports. Others are words that many share.</summary>
    public bool TellsWho { get; init; }

    /// <summary>Often digits alone, which programs write as a number and spreadsheets take for one.</summary>
    public bool IsOftenDigits { get; init; }

    /// <summary>Filters ask for it so often that a store finds its contacts by the value.</summary>
    public bool IsSought { get; init; }

    /// <summary>Of lists: what filters call a member.</summary>
    public string? Member { get; init; }

    /// <summary>Puts a text into a draft.</summary>
    /// <returns>What is wrong with it; null when it is in.</returns>
    public string? Read(ContactDraft draft, string text, ContactTerms terms)
    {
        var value = Rule(text, draft, terms, out var error);
        if (error is null)
            draft[this] = value;
        return error;
    }

    /// <summary>Puts the members of a list into a draft.</summary>
    /// <inheritdoc cref="Read(ContactDraft, string, ContactTerms)"/>
    public string? Read(ContactDraft draft, IEnumerable<string> members)
    {
        var list = ValueRules.List(members, out var error);
        if (error is null)
            draft[this] = list;
        return error;
    }

    internal static string CamelCase(string name)
    {
        var builder = new StringBuilder(name.Length);
        for (var index = 0; index < name.Length; index++)
            builder.Append(name[index] == '_' ? char.ToUpperInvariant(name[++index]) : name[index]);
        return builder.ToString();
    }
}

/// <summary>In which form a text is kept.</summary>
public enum TextForm
{
    /// <summary>As it was given.</summary>
    Free,

    /// <summary>Folded already.</summary>
    Folded,

    /// <summary>ASCII capitals.</summary>
    Capitals,
}
