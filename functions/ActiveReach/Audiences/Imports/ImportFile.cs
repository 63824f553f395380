using ActiveReach.Audiences.Imports.Headers;
using ActiveReach.Files;
using ActiveReach.Values;

namespace ActiveReach.Audiences.Imports;

/// <summary>What the sender says of a file beside its bytes.</summary>
public sealed record ImportFile
{
    public static readonly ImportFile Csv = new();

    public FileFormat Format { get; init; } = FileFormat.Csv;

    /// <summary>Code page of its text, e.g. <c>windows-1252</c>; null: UTF-8, or UTF-16 where the file shows it. A byte order mark overrules it.</summary>
    public string? Charset { get; init; }

    /// <summary>Header of the file → column of the contract, or <c>-</c> to leave it out; beside the spellings known anyway.</summary>
    public IReadOnlyDictionary<string, string> Mapping { get; init; } = new Dictionary<string, string>();

    /// <summary>Types of custom fields that the workspace doesn't know yet; those that aren't named get theirs from the values.</summary>
    public IReadOnlyDictionary<string, FieldType> Types { get; init; } = new Dictionary<string, FieldType>();

    /// <summary>Whether text in such a code page can be read.</summary>
    public static bool IsCharset(string name) => FileText.IsKnown(name);

    /// <summary>Its rows. A column that an import of contacts knows tells the separator.</summary>
    internal FileRows Open(Stream file) => new(file, Format, Charset, name => ImportHeader.Knows(name, Mapping));
}
