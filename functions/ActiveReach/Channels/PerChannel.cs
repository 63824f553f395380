namespace ActiveReach.Channels;

/// <summary>One value for each channel, made by a rule. What channels differ in by nature is theirs to tell: <see cref="Cast.ChannelTraits"/>.</summary>
public sealed class PerChannel<T>
{
    private readonly T[] entries;

    public PerChannel(Func<Channel, T> entry)
        : this([.. ChannelSet.All.Select(entry)])
    {
    }

    /// <param name="entries">In the order of <see cref="Channel"/>.</param>
    private PerChannel(T[] entries) => this.entries = entries;

    public T this[Channel channel] => entries[channel.Place()];

    /// <summary>The table with other values where these name a channel.</summary>
    public PerChannel<T> With(IEnumerable<KeyValuePair<Channel, T>> changes)
    {
        var changed = (T[])entries.Clone();
        foreach (var (channel, entry) in changes)
            changed[channel.Place()] = entry;
        return new PerChannel<T>(changed);
    }

    /// <summary>The channels whose value is this one.</summary>
    public ChannelSet Where(T value)
    {
        var found = default(ChannelSet);
        foreach (var channel in ChannelSet.All)
        {
            if (EqualityComparer<T>.Default.Equals(this[channel], value))
                found = found.Add(channel);
        }

        return found;
    }
}
