using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Crash;

/// <summary>The process is killed while a film is being uploaded.</summary>
public sealed class MediaCrashTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("activereach-media-");

    [Fact]
    public async Task Of_an_upload_that_was_cut_off_by_a_kill_nobody_ever_sees_anything_and_its_bytes_go()
    {
        await using var app = new AppProcess(directory.FullName, []);
        await app.StartAsync();
        var body = new HalfABody();
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/workspaces/demo/media") { Content = new StreamContent(body) };
        var sending = app.Api.RawAsync(request);
        await Eventually.SeenAsync("half of the file is on disk", () => Task.FromResult(Files().Sum(file => new FileInfo(file).Length)), bytes => bytes > HalfABody.Half / 2);
        await app.KillAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => sending);
        Assert.Single(Files());

        await app.StartAsync();
        Assert.Equal(0, (int)(await app.Api.GetAsync("media"))["total"]!);
        await app.KillAsync();

        // A day later nobody is writing it any more.
        await using var story = await StoryHost.StartAsync(directory.FullName, DateTimeOffset.UtcNow.AddDays(2));
        await story.PassAsync(TimeSpan.FromDays(1));
        await Eventually.SeenAsync("nothing is left", () => Task.FromResult(Files().Length), count => count == 0);
        Assert.Equal(0, (int)(await story.Api.GetAsync("media"))["total"]!);
    }

    /// <summary>A story takes its directory with it.</summary>
    public void Dispose()
    {
        if (Directory.Exists(directory.FullName))
            directory.Delete(recursive: true);
    }

    private string[] Files() => Directory.Exists(Path.Combine(directory.FullName, "media")) ? Directory.GetFiles(Path.Combine(directory.FullName, "media")) : [];

    /// <summary>A PDF of which half comes, and then nothing more.</summary>
    private sealed class HalfABody : Stream
    {
        public const int Half = 10 << 20;

        private int given;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => given; set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (given >= Half)
                await Task.Delay(Timeout.Infinite, cancellationToken);
            buffer.Span.Clear();
            if (given == 0)
                "%PDF-1.7"u8.CopyTo(buffer.Span);
            given += buffer.Length;
            return buffer.Length;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
