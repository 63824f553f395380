namespace ActiveReach.Sqlite.Tests.Audiences.Files;

/// <summary>A file as people have it, and what becomes of it.</summary>
/// <param name="What">What it is.</param>
/// <param name="Csv">Its text.</param>
/// <param name="People">Everybody who is stored, as <see cref="Person.Told"/> tells them, in the order of the file.</param>
public sealed record FileCase(string What, string Csv, params string[] People)
{
    /// <summary>The same as lines of JSON, with the same outcome.</summary>
    public string? Ndjson { get; init; }

    public int Rejected { get; init; }

    public int Warnings { get; init; }

    /// <summary>The tool that it is recognised as the export of.</summary>
    public string? Tool { get; init; }

    /// <summary>Headers that nothing is read from, joined by <c>|</c>.</summary>
    public string LeftOut { get; init; } = "";

    /// <summary>Custom fields that it brings, e.g. <c>points:number</c>, joined by <c>|</c>.</summary>
    public string NewFields { get; init; } = "";

    /// <summary>Mapping that the sender gives: <c>header:column</c>, joined by <c>|</c>.</summary>
    public string Map { get; init; } = "";

    /// <summary>Code page that the sender names.</summary>
    public string? Charset { get; init; }

    /// <summary>Encoding of the bytes.</summary>
    public string Encoding { get; init; } = "utf-8";

    public override string ToString() => What;
}
