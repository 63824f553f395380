namespace ActiveReach.Inbox;

/// <summary>Reads what came in, each by the reader of its provider.</summary>
internal sealed class EventReading(IEnumerable<IProviderEventReader> readers)
{
    private readonly Dictionary<string, IProviderEventReader> readers = readers.ToDictionary(reader => reader.Source, StringComparer.Ordinal);

    /// <summary>Null for what means nothing here, or can't be read.</summary>
    public ProviderEvent? Read(InboxEvent received)
    {
        try
        {
            return readers.GetValueOrDefault(received.Reader)?.Read(received.Payload, received.ReceivedAt);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
