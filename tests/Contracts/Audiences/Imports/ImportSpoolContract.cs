using System.Text;
using ActiveReach.Audiences.Imports;

namespace Contracts.Audiences.Imports;

/// <summary>What every spool of imports promises.</summary>
public abstract class ImportSpoolContract
{
    protected abstract IImportSpool Spool { get; }

    [Fact]
    public async Task A_body_is_looked_at_on_its_way_and_comes_back_as_it_was()
    {
        var body = new byte[700_000];
        new Random(4).NextBytes(body);
        var seen = new MemoryStream();
        Assert.Equal(body.Length, await Spool.WriteAsync("imp_1", new MemoryStream(body), bytes => seen.Write(bytes.Span)));
        await Spool.WriteAsync("imp_2", new MemoryStream(Encoding.UTF8.GetBytes("another")), _ => { });

        Assert.Equal(body, seen.ToArray());
        Assert.Equal(body, await ReadAsync("imp_1"));
        Assert.Equal(body, await ReadAsync("imp_1"));
    }

    [Fact]
    public async Task Of_a_body_that_is_refused_nothing_stays()
    {
        var parts = 0;
        await Assert.ThrowsAsync<FormatException>(() => Spool.WriteAsync("imp_1", new MemoryStream(new byte[700_000]), _ =>
        {
            if (++parts > 1)
                throw new FormatException("No file of contacts.");
        }));
        await Assert.ThrowsAsync<FileNotFoundException>(() => ReadAsync("imp_1"));

        await Spool.WriteAsync("imp_1", new MemoryStream([1, 2]), _ => { });
        Assert.Equal([1, 2], await ReadAsync("imp_1"));
    }

    [Fact]
    public async Task What_is_deleted_is_gone_and_may_be_deleted_again()
    {
        await Spool.DeleteAsync("imp_1");
        await Spool.WriteAsync("imp_1", new MemoryStream([1, 2]), _ => { });
        await Spool.WriteAsync("imp_2", new MemoryStream([3]), _ => { });
        await Spool.DeleteAsync("imp_1");
        await Spool.DeleteAsync("imp_1");
        await Assert.ThrowsAsync<FileNotFoundException>(() => ReadAsync("imp_1"));
        Assert.Equal([3], await ReadAsync("imp_2"));
    }

    [Fact]
    public async Task What_is_being_read_stays_whole_for_its_reader()
    {
        await Spool.WriteAsync("imp_1", new MemoryStream(new byte[700_000]), _ => { });
        await using var body = await Spool.OpenReadAsync("imp_1");
        await Spool.DeleteAsync("imp_1");

        body.Position = 1;
        await body.CopyToAsync(Stream.Null);
        Assert.Equal((700_000, 700_000), (body.Position, body.Length));
    }

    private async Task<byte[]> ReadAsync(string id)
    {
        await using var body = await Spool.OpenReadAsync(id);
        var read = new MemoryStream();
        await body.CopyToAsync(read);
        return read.ToArray();
    }
}
