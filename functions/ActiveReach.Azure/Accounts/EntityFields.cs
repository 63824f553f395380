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
}
