using ActiveReach.Audiences.Uploads;
using ActiveReach.Files;
using ActiveReach.Workspaces;
using Contracts.Documents;

namespace ActiveReach.Tests.Audiences;

/// <summary>Places for files as documents.</summary>
public sealed class UploadPlacesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly Upload Waiting = new() { Id = "upl_1", Workspace = new WorkspaceId("shop"), Expires = Noon };

    private readonly UploadPlaces uploads = new(new MemoryDocuments());

    [Fact]
    public async Task An_upload_is_filled_once()
    {
        await uploads.AddAsync(Waiting);
        var filled = Waiting with { State = UploadState.Filled, Format = FileFormat.Ndjson, File = "imp_1", Bytes = 7 };
        Assert.True(await uploads.TryUpdateAsync(filled, UploadState.Waiting));
        Assert.False(await uploads.TryUpdateAsync(filled with { File = "imp_2" }, UploadState.Waiting));
        Assert.Equal(filled, await uploads.FindAsync("upl_1"));
        Assert.Null(await uploads.FindAsync("upl_2"));
    }

    [Fact]
    public async Task Expired_uploads_are_found_and_removed()
    {
        await uploads.AddAsync(Waiting);
        await uploads.AddAsync(Waiting with { Id = "upl_2", Expires = Noon.AddDays(1) });
        Assert.Equal(["upl_1"], (await uploads.ExpiredAsync(Noon)).Select(upload => upload.Id));
        await uploads.RemoveAsync("upl_1");
        await uploads.RemoveAsync("upl_1");
        Assert.Empty(await uploads.ExpiredAsync(Noon));
    }
}
