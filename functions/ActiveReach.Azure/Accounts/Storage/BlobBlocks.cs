using System.Globalization;
using System.Text;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace ActiveReach.Azure.Accounts.Storage;

/// <summary>Writes a body of unknown length into a blob, a block at a time, that is there once all of it is.</summary>
internal static class BlobBlocks
{
    private const string Writer = "writer";
    private const int Chunk = 128 * 1024;

    /// <summary>The service takes 50,000 blocks of a blob.</summary>
    private const int Block = 4 * 1024 * 1024;

    /// <param name="check">Sees every byte, and may throw: nothing is there then.</param>
    /// <returns>Bytes.</returns>
    /// <exception cref="RequestFailedException">Another has the name.</exception>
    public static async Task<long> WriteAsync(BlockBlobClient blob, Stream body, Action<ReadOnlyMemory<byte>> check, CancellationToken cancellation)
    {
        var (buffer, filled, length, blocks) = (new byte[Block], 0, 0L, new List<string>());
        while (await body.ReadAtLeastAsync(buffer.AsMemory(filled, Chunk), Chunk, throwOnEndOfStream: false, cancellation) is > 0 and var count)
        {
            check(buffer.AsMemory(filled, count));
            filled += count;
            length += count;
            if (filled + Chunk > Block)
                await StageAsync();
        }

        if (filled > 0)
            await StageAsync();

        await CommitAsync(blob, blocks);
        return length;

        async Task StageAsync()
        {
            blocks.Add(Convert.ToBase64String(Encoding.ASCII.GetBytes(blocks.Count.ToString("d6", CultureInfo.InvariantCulture))));
            await blob.StageBlockAsync(blocks[^1], new MemoryStream(buffer, 0, filled, writable: false), cancellationToken: cancellation);
            filled = 0;
        }
    }

    /// <summary>Blocks that are never committed are nobody's file, and the service drops them after a week.</summary>
    private static async Task CommitAsync(BlockBlobClient blob, List<string> blocks)
    {
        var writer = Guid.NewGuid().ToString("N");
        try
        {
            await blob.CommitBlockListAsync(
                blocks,
                new CommitBlockListOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All }, Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [Writer] = writer } },
                CancellationToken.None);
        }
        catch (RequestFailedException error) when (error.Status == 409)
        {
            // The answer to the first try was lost, and the SDK has tried again; unless the file is somebody else's.
            if ((await blob.GetPropertiesAsync(cancellationToken: CancellationToken.None)).Value.Metadata[Writer] != writer)
                throw;
        }
    }
}
