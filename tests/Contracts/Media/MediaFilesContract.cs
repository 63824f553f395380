using ActiveReach.Media;

namespace Contracts.Media;

/// <summary>What every keeper of uploads promises.</summary>
public abstract class MediaFilesContract
{
    protected abstract IMediaFiles Files { get; }

    [Fact]
    public async Task A_body_is_looked_at_on_its_way_and_comes_back_as_it_was_as_often_as_it_is_asked_for()
    {
        var body = Bytes(9_000_001);
        var seen = new MemoryStream();
        await Files.WriteAsync("whole", new MemoryStream(body), bytes => seen.Write(bytes.Span));
        await Files.WriteAsync("other", new MemoryStream([1]), _ => { });

        Assert.Equal(body, seen.ToArray());
        Assert.Equal(body, await ReadAsync("whole"));
        Assert.Equal(body, await ReadAsync("whole"));
        Assert.Equal([1], await ReadAsync("other"));
    }

    [Fact]
    public async Task A_part_in_the_middle_is_read_from_where_it_begins()
    {
        var body = Bytes(3_000_000);
        await Files.WriteAsync("film", new MemoryStream(body), _ => { });

        await using var read = await Files.OpenReadAsync("film");
        Assert.Equal(body.Length, read.Length);
        foreach (var at in new[] { 2_999_990, 1_500_000, 0, 7 })
        {
            read.Position = at;
            var part = new byte[10];
            await read.ReadExactlyAsync(part);
            Assert.Equal(body[at..(at + 10)], part);
        }

        Assert.Equal(17, read.Position);
    }

    [Fact]
    public async Task Of_a_body_that_is_refused_nothing_stays_and_its_name_is_free()
    {
        var parts = 0;
        await Assert.ThrowsAsync<FormatException>(() => Files.WriteAsync("refused", new MemoryStream(new byte[700_000]), _ =>
        {
            if (++parts > 1)
                throw new FormatException("No picture.");
        }));
        await Assert.ThrowsAsync<FileNotFoundException>(() => ReadAsync("refused"));

        await Files.WriteAsync("refused", new MemoryStream([1, 2]), _ => { });
        Assert.Equal([1, 2], await ReadAsync("refused"));
    }

    [Fact]
    public async Task Nobody_reads_what_is_still_being_written()
    {
        var body = new SlowBody(new byte[700_000]);
        var writing = Files.WriteAsync("coming", body, _ => { });
        await body.Asked;
        await Assert.ThrowsAsync<FileNotFoundException>(() => ReadAsync("coming"));

        body.Go();
        await writing;
        Assert.Equal(700_000, (await ReadAsync("coming")).Length);
    }

    [Fact]
    public async Task A_body_that_breaks_off_leaves_nothing()
    {
        var body = new SlowBody(new byte[700_000]);
        using var gone = new CancellationTokenSource();
        var writing = Files.WriteAsync("broken", body, _ => { }, gone.Token);
        await body.Asked;
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
        await Assert.ThrowsAsync<FileNotFoundException>(() => ReadAsync("broken"));
    }

    [Fact]
    public async Task What_is_deleted_is_gone_and_may_be_deleted_again()
    {
        await Files.DeleteAsync("gone");
        await Files.WriteAsync("gone", new MemoryStream([1, 2]), _ => { });
        await Files.WriteAsync("stays", new MemoryStream([3]), _ => { });
        await Files.DeleteAsync("gone");
        await Files.DeleteAsync("gone");
        await Assert.ThrowsAsync<FileNotFoundException>(() => ReadAsync("gone"));
        Assert.Equal([3], await ReadAsync("stays"));
    }

    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }

    private async Task<byte[]> ReadAsync(string file)
    {
        await using var body = await Files.OpenReadAsync(file);
        var read = new MemoryStream();
        await body.CopyToAsync(read);
        return read.ToArray();
    }

    /// <summary>Gives half of itself, and the rest when it is told.</summary>
    private sealed class SlowBody(byte[] bytes) : MemoryStream(bytes)
    {
        private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource go = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Done when the second half is asked for.</summary>
        public Task Asked => asked.Task;

        public void Go() => go.SetResult();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var half = (int)Length / 2;
            if (Position < half)
                return await base.ReadAsync(buffer[..Math.Min(buffer.Length, half - (int)Position)], cancellationToken);
            asked.TrySetResult();
            await go.Task.WaitAsync(cancellationToken);
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
