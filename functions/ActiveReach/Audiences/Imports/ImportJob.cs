using System.Text.Json.Serialization;
using ActiveReach.Audiences.Imports.Headers;
using ActiveReach.Values;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Imports;

/// <summary>An import of contacts and how far it has come.</summary>
public sealed record ImportJob
{
    /// <summary><c>imp_</c> and 20 characters.</summary>
    public required string Id { get; init; }

    public required WorkspaceId Workspace { get; init; }

    public ImportState State { get; init; } = ImportState.Queued;

    public ImportMode Mode { get; init; } = ImportMode.Upsert;

    public ImportFile File { get; init; } = ImportFile.Csv;

    /// <summary>Rows of the whole file, those that will be rejected included.</summary>
    public long RowsOfFile { get; init; }

    /// <summary>The tool whose export the file is, where it is one of those known.</summary>
    public string? Tool { get; init; }

    /// <summary>What the columns of a CSV file mean, in its order.</summary>
    public IReadOnlyList<ImportColumn> Columns { get; init; } = [];

    /// <summary>Custom fields that the file brings, with their types.</summary>
    public IReadOnlyDictionary<string, FieldType> NewFields { get; init; } = new Dictionary<string, FieldType>();

    /// <summary>Rows read and settled so far; an interrupted import goes on behind them.</summary>
    public long Rows { get; init; }

    /// <summary>Batches of rows stored so far.</summary>
    public int Batches { get; init; }

    /// <summary>Rows that brought somebody new.</summary>
    public long Created { get; init; }

    /// <summary>Rows that changed somebody.</summary>
    public long Updated { get; init; }

    /// <summary>Rows that said nothing new.</summary>
    public long Unchanged { get; init; }

    public long Rejected { get; init; }

    /// <summary>Cells that were left out of contacts who were taken, and what was strange about rows.</summary>
    public long Warnings { get; init; }

    /// <summary>Time that workers spent on the first <see cref="TimedRows"/> rows, storing included; waits between workers don't count.</summary>
    public TimeSpan Worked { get; init; }

    public long TimedRows { get; init; }

    /// <summary>Size of the file.</summary>
    public long Bytes { get; init; }

    /// <summary>Why it failed, in a sentence.</summary>
    public string? Error { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    [JsonIgnore]
    public long Imported => Created + Updated + Unchanged;

    /// <summary>Null before the first rows are stored.</summary>
    [JsonIgnore]
    public double? RowsPerSecond => Worked > TimeSpan.Zero ? TimedRows / Worked.TotalSeconds : null;

    [JsonIgnore]
    public bool IsOver => State is ImportState.Complete or ImportState.Failed;
}

public enum ImportState
{
    Queued,
    Running,
    Complete,
    Failed,
}

public enum ImportMode
{
    /// <summary>A row of a contact who is there already updates them.</summary>
    Upsert,

    /// <summary>Such a row is rejected.</summary>
    Insert,
}
