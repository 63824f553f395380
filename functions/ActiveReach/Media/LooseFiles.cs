using System.Security.Cryptography;
using ActiveReach.Documents;
using ActiveReach.Workspaces;

namespace ActiveReach.Media;

/// <summary>Files that are being written or deleted, and that no upload names: noted before anything is done to the file, so that nothing is left of it
/// whenever the power goes.</summary>
public sealed class LooseFiles(IDocuments documents, IMediaFiles files, TimeProvider clock)
{
    /// <summary>Nobody writes one file for so long.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly DocumentKind<LooseFile> Kind = new DocumentKind<LooseFile>("loose-media", loose => loose.File).By("since", loose => loose.Since);

    /// <summary>A name for a file that is about to be written.</summary>
    public async Task<string> OpenAsync(WorkspaceId workspace, CancellationToken cancellation)
    {
        var file = RandomNumberGenerator.GetString(Alphabet, 32);
        await documents.TryAsync(workspace.Partition, Kind.Add(new LooseFile(file, clock.GetUtcNow())), cancellation);
        return file;
    }

    /// <summary>The note as a part of the commit after which nothing names the file.</summary>
    internal DocumentChange Note(string file) => Kind.Put(new LooseFile(file, clock.GetUtcNow()));

    /// <summary>Its end as a part of the commit that gives the file to an upload.</summary>
    internal static DocumentChange Taken(string file) => Kind.Delete(file);

    /// <summary>Removes a file that is noted.</summary>
    public async Task RemoveAsync(WorkspaceId workspace, string file)
    {
        await files.DeleteAsync(file);
        await documents.TryAsync(workspace.Partition, Kind.Delete(file), CancellationToken.None);
    }

    /// <summary>Removes those that somebody began with before then and never came to an end with.</summary>
    public async Task<int> RemoveOldAsync(WorkspaceId workspace, DateTimeOffset before, int limit, CancellationToken cancellation)
    {
        var old = Kind.In(workspace.Partition) with { Where = [FieldCondition.Within("since", null, before)], OrderBy = "since", Limit = limit };
        var found = (await documents.QueryAsync(Kind, old, cancellation)).Items;
        foreach (var loose in found)
            await RemoveAsync(workspace, loose.Value.File);
        return found.Count;
    }

    private sealed record LooseFile(string File, DateTimeOffset Since);
}
