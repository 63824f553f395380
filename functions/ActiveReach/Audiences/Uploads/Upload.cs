using ActiveReach.Files;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Uploads;

/// <summary>A place for one file that is sent first and imported afterwards.</summary>
public sealed record Upload
{
    /// <summary><c>upl_</c> and 20 characters.</summary>
    public required string Id { get; init; }

    public required WorkspaceId Workspace { get; init; }

    public UploadState State { get; init; } = UploadState.Waiting;

    /// <summary>What lies there; null while nothing does.</summary>
    public FileFormat? Format { get; init; }

    /// <summary>Code page that the sender named.</summary>
    public string? Charset { get; init; }

    /// <summary>Name of the file in the spool, which becomes the id of its import; null while there is none.</summary>
    public string? File { get; init; }

    public long Bytes { get; init; }

    /// <summary>From then on nothing can be sent or imported, and what lies there goes.</summary>
    public required DateTimeOffset Expires { get; init; }
}

/// <summary>Stored: never renumber.</summary>
public enum UploadState
{
    Waiting = 0,
    Filled = 1,
    Used = 2,
}
