using Azure.Data.Tables;

namespace ActiveReach.Azure.Accounts;

/// <summary>Properties of entities: what is null, or as it mostly is, has none.</summary>
internal static class EntityFields
{
    /// <summary>The version of an entity's form, in each of them.</summary>
    private const string Version = "v";

    private const int Current = 1;

    public static TableEntity New(string partition, string row) => new(partition, row) { [Version] = Current };

    public static TableEntity With(this TableEntity entity, string name, object? value)
    {
        if (value is not null)
            entity[name] = value;
        return entity;
    }

    public static TableEntity Where(this TableEntity entity, string name, bool value) => entity.With(name, value ? true : null);

    public static bool Is(this TableEntity entity, string name) => entity.GetBoolean(name) ?? false;

    public static int Number(this TableEntity entity, string name) => entity.GetInt32(name) ?? 0;

    public static long Long(this TableEntity entity, string name) => entity.GetInt64(name) ?? 0;

    /// <summary>Bytes that may be too many for one property: in as many as they need, by number. An entity takes fifteen full ones; more is refused where it is written.</summary>
    public static TableEntity WithParts(this TableEntity entity, string name, ReadOnlyMemory<byte> bytes)
    {
        for (var part = 0; part == 0 || part * TableLimits.MostPropertyBytes < bytes.Length; part++)
            entity[Part(name, part)] = bytes[(part * TableLimits.MostPropertyBytes)..Math.Min((part + 1) * TableLimits.MostPropertyBytes, bytes.Length)].ToArray();
        return entity;
    }

    /// <summary>What <see cref="WithParts"/> took.</summary>
    public static byte[] Parts(this TableEntity entity, string name)
    {
        var parts = new List<byte[]>();
        while (entity.GetBinary(Part(name, parts.Count)) is { } part)
            parts.Add(part);
        return parts is [var only] ? only : [.. parts.SelectMany(part => part)];
    }

    private static string Part(string name, int part) => FormattableString.Invariant($"{name}{part}");
}
