using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Innovation.Workflows.Tests.Architecture;

/// <summary>One type uses another.</summary>
/// <param name="From">Full name of the using type; for a nested type, of the outermost one.</param>
/// <param name="To">Full name of the used type.</param>
/// <param name="Assembly">Assembly of the used type; null for the read assembly itself.</param>
/// <param name="Internal">The used type is not public.</param>
internal sealed record Use(string From, string To, string? Assembly, bool Internal);

/// <summary>
/// Reads who uses whom from the built assembly: base types, interfaces, attributes, signatures, locals and every token in
/// the method bodies. So an arrow cannot hide in a body or in a fully qualified name.
/// </summary>
internal sealed class AssemblyArrows : IDisposable
{
    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!).Where(o => o.OpCodeType != OpCodeType.Nternal).ToDictionary(o => o.Value & 0xFFFF, o => o.OperandType);

    private readonly PEReader file;
    private readonly MetadataReader metadata;
    private readonly HashSet<Use> uses = [];
    private string current = "";

    private AssemblyArrows(Assembly assembly)
    {
        file = new PEReader(File.OpenRead(assembly.Location));
        metadata = file.GetMetadataReader();
    }

    public static IReadOnlyCollection<Use> Read(Assembly assembly)
    {
        using var reader = new AssemblyArrows(assembly);
        foreach (var handle in reader.metadata.TypeDefinitions) reader.ReadType(handle);
        return reader.uses;
    }

    public void Dispose() => file.Dispose();

    private void ReadType(TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        current = Name(Outermost(handle));
        See(type.BaseType);
        foreach (var implemented in type.GetInterfaceImplementations()) See(metadata.GetInterfaceImplementation(implemented).Interface);
        See(type.GetCustomAttributes());
        foreach (var parameter in type.GetGenericParameters())
            foreach (var constraint in metadata.GetGenericParameter(parameter).GetConstraints()) See(metadata.GetGenericParameterConstraint(constraint).Type);
        foreach (var field in type.GetFields())
        {
            metadata.GetFieldDefinition(field).DecodeSignature(new Seer(this), null);
            See(metadata.GetFieldDefinition(field).GetCustomAttributes());
        }

        foreach (var property in type.GetProperties()) See(metadata.GetPropertyDefinition(property).GetCustomAttributes());
        foreach (var method in type.GetMethods()) ReadMethod(metadata.GetMethodDefinition(method));
    }

    private void ReadMethod(MethodDefinition method)
    {
        method.DecodeSignature(new Seer(this), null);
        See(method.GetCustomAttributes());
        if (method.RelativeVirtualAddress == 0) return;
        var body = file.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil) metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(new Seer(this), null);
        foreach (var region in body.ExceptionRegions) See(region.CatchType);
        var code = body.GetILReader();
        while (code.RemainingBytes > 0) ReadInstruction(ref code);
    }

    private void ReadInstruction(ref BlobReader code)
    {
        int opcode = code.ReadByte();
        if (opcode == 0xFE) opcode = 0xFE00 | code.ReadByte();
        switch (Operands[opcode])
        {
            case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType or OperandType.InlineSig:
                See(MetadataTokens.EntityHandle(code.ReadInt32()));
                break;
            case OperandType.InlineSwitch:
                var targets = code.ReadInt32();
                code.Offset += 4 * targets;
                break;
            case OperandType.InlineI8 or OperandType.InlineR:
                code.Offset += 8;
                break;
            case OperandType.InlineVar:
                code.Offset += 2;
                break;
            case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                code.Offset += 1;
                break;
            case OperandType.InlineNone:
                break;
            default:
                code.Offset += 4;
                break;
        }
    }

    private void See(CustomAttributeHandleCollection attributes)
    {
        foreach (var attribute in attributes) See(metadata.GetCustomAttribute(attribute).Constructor);
    }

    private void See(EntityHandle handle)
    {
        if (handle.IsNil) return;
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition: Add((TypeDefinitionHandle)handle); break;
            case HandleKind.TypeReference: Add((TypeReferenceHandle)handle); break;
            case HandleKind.TypeSpecification: metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(new Seer(this), null); break;
            case HandleKind.FieldDefinition: Add(metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType()); break;
            case HandleKind.MethodDefinition:
                Add(metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType());
                metadata.GetMethodDefinition((MethodDefinitionHandle)handle).DecodeSignature(new Seer(this), null);
                break;
            case HandleKind.MethodSpecification:
                var specification = metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                specification.DecodeSignature(new Seer(this), null);
                See(specification.Method);
                break;
            case HandleKind.MemberReference:
                var member = metadata.GetMemberReference((MemberReferenceHandle)handle);
                See(member.Parent);
                if (member.GetKind() == MemberReferenceKind.Method) member.DecodeMethodSignature(new Seer(this), null);
                else member.DecodeFieldSignature(new Seer(this), null);
                break;
            case HandleKind.StandaloneSignature:
                metadata.GetStandaloneSignature((StandaloneSignatureHandle)handle).DecodeMethodSignature(new Seer(this), null);
                break;
        }
    }

    private void Add(TypeDefinitionHandle handle)
    {
        // A private type inside a public one is as visible as its own flags and those around it.
        var isInternal = false;
        for (var at = handle; !at.IsNil; at = metadata.GetTypeDefinition(at).GetDeclaringType())
            isInternal |= (metadata.GetTypeDefinition(at).Attributes & TypeAttributes.VisibilityMask) is not (TypeAttributes.Public or TypeAttributes.NestedPublic);
        uses.Add(new Use(current, Name(Outermost(handle)), null, isInternal));
    }

    private void Add(TypeReferenceHandle handle)
    {
        var reference = metadata.GetTypeReference(handle);
        while (reference.ResolutionScope.Kind == HandleKind.TypeReference) reference = metadata.GetTypeReference((TypeReferenceHandle)reference.ResolutionScope);
        if (reference.ResolutionScope.Kind != HandleKind.AssemblyReference) return;
        var assembly = metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)reference.ResolutionScope).Name);
        uses.Add(new Use(current, $"{metadata.GetString(reference.Namespace)}.{metadata.GetString(reference.Name)}", assembly, false));
    }

    private TypeDefinitionHandle Outermost(TypeDefinitionHandle handle)
    {
        while (metadata.GetTypeDefinition(handle).GetDeclaringType() is { IsNil: false } outer) handle = outer;
        return handle;
    }

    private string Name(TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }

    /// <summary>Notes every type that a signature names.</summary>
    private sealed class Seer(AssemblyArrows owner) : ISignatureTypeProvider<int, object?>
    {
        public int GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
        {
            owner.Add(handle);
            return 0;
        }

        public int GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
        {
            owner.Add(handle);
            return 0;
        }

        public int GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind)
        {
            owner.See(handle);
            return 0;
        }

        public int GetModifiedType(int modifier, int unmodifiedType, bool isRequired) => 0;

        public int GetArrayType(int elementType, ArrayShape shape) => 0;

        public int GetByReferenceType(int elementType) => 0;

        public int GetFunctionPointerType(MethodSignature<int> signature) => 0;

        public int GetGenericInstantiation(int genericType, ImmutableArray<int> typeArguments) => 0;

        public int GetGenericMethodParameter(object? genericContext, int index) => 0;

        public int GetGenericTypeParameter(object? genericContext, int index) => 0;

        public int GetPinnedType(int elementType) => 0;

        public int GetPointerType(int elementType) => 0;

        public int GetPrimitiveType(PrimitiveTypeCode typeCode) => 0;

        public int GetSZArrayType(int elementType) => 0;
    }
}
