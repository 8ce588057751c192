using Innovation.Workflows.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class SubstitutionConfiguration : IEntityTypeConfiguration<SubstitutionRow>
{
    public void Configure(EntityTypeBuilder<SubstitutionRow> builder)
    {
        builder.ToTable("Substitutions");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).HasMaxLength(32);
        builder.Property(s => s.AbsentId).HasMaxLength(36);
        builder.Property(s => s.AbsentName).HasMaxLength(100);
        builder.Property(s => s.SubstituteId).HasMaxLength(36);
        builder.Property(s => s.SubstituteName).HasMaxLength(100);
        builder.Property(s => s.Programmes).HasMaxLength(400);
        builder.Property(s => s.Roles).HasMaxLength(400);
        builder.Property(s => s.Reason).HasMaxLength(400);
        builder.Property(s => s.SetBy).HasMaxLength(36);
        builder.Property(s => s.SetByName).HasMaxLength(100);
        builder.Property(s => s.EndedByName).HasMaxLength(100);
        builder.Ignore(s => s.ProgrammeList).Ignore(s => s.RoleList).Ignore(s => s.OverAt);
        builder.HasIndex(s => new { s.SubstituteId, s.EndsAt });
        builder.HasIndex(s => new { s.AbsentId, s.EndsAt });
    }
}
