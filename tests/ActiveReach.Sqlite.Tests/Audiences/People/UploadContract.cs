using ActiveReach.Audiences.Uploads;
using ActiveReach.Files;
using static ActiveReach.Sqlite.Tests.Audiences.SomeContact;

namespace ActiveReach.Sqlite.Tests.Audiences.People;

/// <summary>What every store of uploads promises.</summary>
public abstract class UploadContract
{
    private static readonly Upload Waiting = new() { Id = "upl_1", Workspace = Shop.Id, Expires = Noon };

    protected abstract IUploadStore Uploads { get; }

    [Fact]
    public async Task An_upload_is_filled_once()
    {
        await Uploads.AddAsync(Waiting);
        var filled = Waiting with { State = UploadState.Filled, Format = FileFormat.Ndjson, File = "imp_1", Bytes = 7 };
        Assert.True(await Uploads.TryUpdateAsync(filled, UploadState.Waiting));
        Assert.False(await Uploads.TryUpdateAsync(filled with { File = "imp_2" }, UploadState.Waiting));
        Assert.Equal(filled, await Uploads.FindAsync("upl_1"));
        Assert.Null(await Uploads.FindAsync("upl_2"));
    }

    [Fact]
    public async Task Expired_uploads_are_found_and_removed()
    {
        await Uploads.AddAsync(Waiting);
        await Uploads.AddAsync(Waiting with { Id = "upl_2", Expires = Noon.AddDays(1) });
        Assert.Equal(["upl_1"], (await Uploads.ExpiredAsync(Noon)).Select(upload => upload.Id));
        await Uploads.RemoveAsync("upl_1");
        await Uploads.RemoveAsync("upl_1");
        Assert.Empty(await Uploads.ExpiredAsync(Noon));
    }
}
