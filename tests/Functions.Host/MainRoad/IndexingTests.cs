using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Functions.Host.MainRoad;

/// <summary>The published app as a real worker.</summary>
[Collection(nameof(PublishedApp))]
public sealed class IndexingTests(PublishedApp app)
{
    [AzuriteFact]
    public void Every_function_of_the_published_app_is_indexed_and_loaded()
    {
        var indexed = app.Host.Worker.Functions.Select(function => function.Metadata.EntryPoint).Order(StringComparer.Ordinal);

        Assert.Equal(Marked(Path.Combine(PublishedApp.Folder, "ActiveReach.Functions.dll")).Order(StringComparer.Ordinal), indexed);
        Assert.NotEmpty(indexed);
    }

    /// <summary>Methods with <c>[Function]</c>, read from the assembly without running it.</summary>
    private static List<string> Marked(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var reader = file.GetMetadataReader();
        return
        [
            .. from typeHandle in reader.TypeDefinitions
               let type = reader.GetTypeDefinition(typeHandle)
               from methodHandle in type.GetMethods()
               let method = reader.GetMethodDefinition(methodHandle)
               where method.GetCustomAttributes().Any(attribute => IsFunction(reader, reader.GetCustomAttribute(attribute)))
               select $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}.{reader.GetString(method.Name)}",
        ];
    }

    private static bool IsFunction(MetadataReader reader, CustomAttribute attribute) =>
        attribute.Constructor.Kind == HandleKind.MemberReference
        && reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } parent
        && reader.GetString(reader.GetTypeReference((TypeReferenceHandle)parent).Name) == "FunctionAttribute";
}
