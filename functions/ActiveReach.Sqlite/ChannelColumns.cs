using ActiveReach.Channels;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite;

/// <summary>Channels as columns keep them: one by its number, several as the number of their set.</summary>
internal static class ChannelColumns
{
    public static Statement Bind(this Statement statement, int index, Channel channel) => statement.Bind(index, channel.ToStored());

    public static Statement Bind(this Statement statement, int index, ChannelSet channels) => statement.Bind(index, channels.ToStored());

    public static Channel GetChannel(this Statement row, int column) => StoredChannel.From(row.GetInt32(column));

    public static ChannelSet GetChannels(this Statement row, int column) => ChannelSet.FromStored(row.GetInt32(column));

    /// <summary>Whether the channel in a column is one of a set, as a condition.</summary>
    /// <param name="set">A parameter bound to a <see cref="ChannelSet"/>.</param>
    public static string IsOneOf(string column, string set) => $"(1 << ({column} - 1)) & {set} <> 0";
}
