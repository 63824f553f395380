using System.Globalization;
using System.Security.Cryptography;
using ActiveReach.Media.Forms;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Media;

/// <summary>Takes a file in by stream: looks at what it is, keeps it, and puts it down as an upload. Nothing stays of what is refused or cut off.</summary>
public sealed class KeepMedia(SavedMedia media, LooseFiles loose, IMediaFiles files, TimeProvider clock)
{
    /// <summary>Most bytes of a file: 50 MB.</summary>
    public const long MostBytes = 50L << 20;

    public const int LongestName = 120;

    /// <param name="declared">The Content-Type without its parameters; null or <c>application/octet-stream</c> where the sender doesn't say.</param>
    /// <param name="name">Null: called by what it is.</param>
    /// <param name="length">As the sender says; null where they don't. What comes is counted in any case.</param>
    /// <returns>The upload, and whether it is new: the same bytes were there before otherwise.</returns>
    /// <exception cref="InvalidInputException">It is too large, empty, of another form than may be uploaded or than it says.</exception>
    public async Task<(MediaItem Item, bool IsNew)> RunAsync(Caller caller, Stream body, string? declared, string? name, long? length, CancellationToken cancellation = default)
    {
        if (length > MostBytes)
            throw TooLarge(length);
        CheckName(name);
        using var seen = new SeenBytes(DeclaredType(declared), declared);
        var file = await loose.OpenAsync(caller.Workspace, cancellation);
        var isTaken = false;
        try
        {
            await files.WriteAsync(file, body, seen.Read, cancellation);
            var item = seen.Finish(caller, file, name, clock.GetUtcNow());
            while (true)
            {
                if (await media.FindAsync(caller.Workspace, item.Id, cancellation) is { } known)
                    return (known, false);

                // Where the answer is lost, the note of the file tells later whether it was taken.
                isTaken = true;
                if (await media.TryAddAsync(item, new AuditEntry(caller.Workspace, item.CreatedAt, caller.Member, "media.added", item.Id, $"{item.Form.Label}, {item.Bytes} bytes."), CancellationToken.None))
                    return (item, true);
                isTaken = false;
            }
        }
        finally
        {
            if (!isTaken)
                await loose.RemoveAsync(caller.Workspace, file);
        }
    }

    private static void CheckName(string? name)
    {
        if (name is not null && (name.Length is 0 or > LongestName || string.IsNullOrWhiteSpace(name) || name.Any(letter => char.IsControl(letter) || letter is '/' or '\\' or '"')))
            throw new InvalidInputException("name", "invalid_value", $"name is '{InputProblem.Shorten(name)}': give 1 to {LongestName} characters without line breaks, quotes, / and \\, e.g. sale.jpg.");
    }

    private static MediaType? DeclaredType(string? declared) => declared is null or "application/octet-stream"
        ? null
        : MediaType.Of(declared) ?? throw new InvalidInputException(
            [new InputProblem("Content-Type", "unsupported_media_type", $"Content-Type is '{InputProblem.Shorten(declared)}', which can't be uploaded: send {MediaType.AnyOfThem}.")], 415);

    private static InvalidInputException TooLarge(long? bytes) => new(
        [new InputProblem("body", "too_large", $"The file {(bytes is { } told ? string.Create(CultureInfo.InvariantCulture, $"has {told} bytes") : "is larger")}, and an upload may have {MostBytes} (50 MB): make it smaller, or link to it.")], 413);

    /// <summary>What is learned of a file while it comes by.</summary>
    private sealed class SeenBytes(MediaType? declared, string? words) : IDisposable
    {
        /// <summary>So much of the beginning is kept to look for the size of a picture: what cameras write before it fits.</summary>
        private const int Kept = 256 * 1024;

        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly MemoryStream head = new();
        private readonly FilmLength film = new();
        private MediaType? type;
        private long bytes;

        public void Read(ReadOnlyMemory<byte> part)
        {
            bytes += part.Length;
            if (bytes > MostBytes)
                throw TooLarge(null);
            hash.AppendData(part.Span);
            if (head.Length < Kept)
                head.Write(part.Span[..(int)Math.Min(part.Length, Kept - head.Length)]);
            if (type is null && head.Length >= MediaBytes.Enough)
                type = Typed();
            film.Read(part.Span);
        }

        public MediaItem Finish(Caller caller, string file, string? name, DateTimeOffset now)
        {
            if (bytes == 0)
                throw new InvalidInputException("body", "missing", "The file is empty: send its bytes as the body.");
            type ??= Typed();
            var sha = hash.GetHashAndReset();
            var size = type.Kind is MediaKind.Image ? PictureSize.Of(type, head.GetBuffer().AsSpan(0, (int)head.Length)) : type.Kind is MediaKind.Video ? film.Size : null;
            return new MediaItem
            {
                Id = MediaItem.IdOf(sha),
                Workspace = caller.Workspace,
                Name = name ?? $"{type.Kind.ToString().ToLowerInvariant()}.{type.Ending}",
                Type = type.Name,
                Bytes = bytes,
                Sha256 = Convert.ToHexStringLower(sha),
                File = file,
                Width = size?.Width,
                Height = size?.Height,
                Duration = type.Kind is MediaKind.Video ? film.Duration : null,
                By = caller.Member,
                CreatedAt = now,
                CheckedAt = now,
            };
        }

        public void Dispose()
        {
            hash.Dispose();
            head.Dispose();
        }

        private MediaType Typed()
        {
            var start = head.GetBuffer().AsSpan(0, (int)Math.Min(head.Length, MediaBytes.Enough));
            var told = words is null ? "Content-Type names no type" : $"Content-Type is '{words}'";
            return MediaBytes.TypeOf(start) is not { } found
                ? throw new InvalidInputException([new InputProblem("body", "unsupported_media_type", $"{told}, and the bytes are {MediaBytes.Guess(start)}: send {MediaType.AnyOfThem}.")], 415)
                : declared is null || declared == found ? found
                : throw new InvalidInputException([new InputProblem("Content-Type", "wrong_type", $"{told}, and the bytes are {found.Label} ({found.Name}): send the type that the file has, or another file.")], 415);
        }
    }
}
