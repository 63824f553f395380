using System.Text.Json;
using ActiveReach.Problems;

namespace ActiveReach.Transfer;

/// <summary>Reads a file line by line. What can't be read is refused with its line.</summary>
/// <param name="name">As the operator named it.</param>
public sealed class TransferFile(string name, Func<Stream> open)
{
    private const string Again = "export the workspace again";

    /// <summary>Looks at every line before anything is written.</summary>
    /// <returns>What the file says of itself, first and last.</returns>
    /// <exception cref="TransferRefusedException">It isn't whole, newer than this version, or no such file.</exception>
    public async Task<(TransferHeader Header, TransferCounts Counts)> CheckAsync(CancellationToken cancellation = default)
    {
        var (header, end, number) = ((TransferHeader?)null, (TransferCounts?)null, 0L);
        var seen = new TransferCounts();
        await foreach (var (at, line) in LinesAsync(cancellation))
        {
            number = at;
            if (end is not null)
                throw Refused(at, "stands behind the end", Again);
            if (at == 1)
                header = HeaderOf(line);
            else if (line.Document is { } document && !DocumentKinds.All.ContainsKey(document.Kind))
                throw Refused(at, $"has a document of the kind '{document.Kind}', which this version does not know", "import it with the version that wrote it, or a newer one");
            seen = Add(seen, line);
            end = line.End;
        }

        if (end is null)
            throw Refused(number, "is the last one, and the file has no end: it was cut off", Again);
        return end == seen ? (header!, end) : throw Refused(number, $"says that there are {end}, and there are {seen}", Again);
    }

    public async IAsyncEnumerable<(long Number, TransferLine Line)> LinesAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var reader = new StreamReader(open());
        for (var number = 1L; await reader.ReadLineAsync(cancellation) is { } text; number++)
            yield return (number, Read(number, text));
    }

    public TransferRefusedException Refused(long line, string problem, string remedy, Exception? inner = null) => new($"{name}, line {line}, {problem}: {remedy}.", inner);

    private static TransferCounts Add(TransferCounts seen, TransferLine line) => line switch
    {
        { Document: not null } => seen with { Documents = seen.Documents + 1 },
        { Suppression: not null } => seen with { Suppressions = seen.Suppressions + 1 },
        { Contact: { } contact } => seen with { Contacts = seen.Contacts + 1, Consents = seen.Consents + contact.Words.Count },
        { Event: not null } => seen with { Events = seen.Events + 1 },
        _ => seen,
    };

    private TransferHeader HeaderOf(TransferLine line)
    {
        if (line.Workspace is not { } header)
            throw Refused(1, "is not the first line of an exported workspace", "give a file that 'workspace export' has written");
        return header.Form <= TransferHeader.Newest
            ? header
            : throw Refused(1, $"says that the file has form {header.Form}, and this version reads up to {TransferHeader.Newest}", "import it with the version that wrote it, or a newer one");
    }

    private TransferLine Read(long number, string text)
    {
        try
        {
            return JsonSerializer.Deserialize<TransferLine>(text, Wire.Json) is { } line && !line.IsEmpty
                ? line
                : throw Refused(number, "is no line of an exported workspace", number == 1 ? "give a file that 'workspace export' has written" : Again);
        }
        catch (JsonException broken)
        {
            throw Refused(number, "is no line of an exported workspace", number == 1 ? "give a file that 'workspace export' has written" : Again, broken);
        }
    }
}
