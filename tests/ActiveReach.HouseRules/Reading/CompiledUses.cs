using Mono.Cecil;

namespace ActiveReach.HouseRules.Reading;

/// <summary>What the types of a compiled assembly use: in signatures, attributes, generic arguments and bodies. Nested types, and those that the
/// compiler makes of lambdas and async methods, count as the type around them.</summary>
internal static class CompiledUses
{
    /// <summary>Pairs of full names, each once.</summary>
    public static IReadOnlyList<(string User, string Used)> Of(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(System.Reflection.Assembly.Load(assembly).Location);
        return [.. module.GetTypes().SelectMany(type => Uses(type).SelectMany(Parts).Select(used => (Outermost(type)!, Outermost(used)!))).Distinct()];
    }

    private static IEnumerable<TypeReference?> Uses(TypeDefinition type) =>
    [
        type.BaseType, .. type.Interfaces.Select(each => each.InterfaceType), .. Constraints(type), .. Attributes(type),
        .. type.Fields.SelectMany(field => Attributes(field).Append(field.FieldType)), .. type.Properties.SelectMany(Attributes), .. type.Methods.SelectMany(Uses),
    ];

    private static IEnumerable<TypeReference?> Uses(MethodDefinition method) =>
    [
        .. Signature(method), .. Constraints(method), .. Attributes(method), .. Attributes(method.MethodReturnType), .. method.Parameters.SelectMany(Attributes),
        .. method.HasBody
            ? [.. method.Body.Variables.Select(each => each.VariableType), .. method.Body.ExceptionHandlers.Select(each => each.CatchType), .. method.Body.Instructions.SelectMany(each => Uses(each.Operand))]
            : Array.Empty<TypeReference?>(),
    ];

    private static IEnumerable<TypeReference?> Uses(object? operand) => operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod method => [method.DeclaringType, .. method.GenericArguments, .. Signature(method)],
        MethodReference method => [method.DeclaringType, .. Signature(method)],
        _ => [],
    };

    private static IEnumerable<TypeReference?> Signature(MethodReference method) => method.Parameters.Select(each => each.ParameterType).Append(method.ReturnType);

    private static IEnumerable<TypeReference?> Constraints(IGenericParameterProvider generic) =>
        generic.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(each => each.ConstraintType);

    private static IEnumerable<TypeReference?> Attributes(ICustomAttributeProvider owner) => owner.CustomAttributes.SelectMany(attribute =>
        attribute.ConstructorArguments.Concat(attribute.Properties.Select(each => each.Argument)).SelectMany(Named).Append(attribute.AttributeType));

    /// <summary>An argument may be a type, or a list of them.</summary>
    private static IEnumerable<TypeReference?> Named(CustomAttributeArgument argument) => argument.Value switch
    {
        TypeReference type => [argument.Type, type],
        CustomAttributeArgument[] list => list.SelectMany(Named),
        _ => [argument.Type],
    };

    /// <summary>The definitions that a type is put together of: of <c>Page&lt;Run[]&gt;</c> they are the page and the run.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType),
        IModifierType modified => Parts(modified.ModifierType).Concat(Parts(modified.ElementType)),
        TypeSpecification made => Parts(made.ElementType),
        _ => [type],
    };

    private static string Outermost(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type.FullName.Split('`')[0];
    }
}
