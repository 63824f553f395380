namespace ActiveReach.Functions.Http;

/// <summary>What types are called in the description.</summary>
internal static class SchemaNames
{
    private static readonly string[] InputEndings = ["Input", "Request", "Form"];

    /// <summary>E.g. <c>PageOfContactView</c>, <c>OutletDefinitionPatch</c>.</summary>
    public static string Of(Type type, SchemaUse use)
    {
        var name = Plain(type);
        if (use is SchemaUse.Answer || (use is SchemaUse.Input && InputEndings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal))))
            return name;
        return (name.EndsWith("Input", StringComparison.Ordinal) ? name[..^"Input".Length] : name) + use;
    }

    private static string Plain(Type type)
    {
        if (!type.IsGenericType)
            return type.Name;
        var name = type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)];
        return $"{name}Of{string.Concat(type.GetGenericArguments().Select(Plain))}";
    }
}
