namespace SqliteGroupCommit;

/// <summary>Takes values by number, counted from 1: a statement, or whatever keeps them for one.</summary>
public interface IParameters<out TSelf>
    where TSelf : IParameters<TSelf>
{
    TSelf Bind(int index, long value);

    TSelf Bind(int index, int value);

    TSelf Bind(int index, long? value);

    TSelf Bind(int index, double? value);

    TSelf Bind(int index, string? value);
}
