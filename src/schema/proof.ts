import { Field, ID, ObjectType } from 'type-graphql';
import { DateTimeISO, LocalDate, SafeInt } from './scalars';

@ObjectType({
  simpleResolvers: true,
  description:
    'A proof to hand to others, who check it without the ledger: `bincard verify-proof`, or `verifyProof` of the client in a browser. Its bytes are described in docs/proofs.md.',
})
export class ProofFile {
  @Field(() => String, { description: 'A name for the file.' })
  filename: string;

  @Field(() => String, {
    description: 'The text of the file: JSON in UTF-8. Save it as it is; every byte counts.',
  })
  content: string;

  @Field(() => LocalDate, { description: 'The closed day whose checkpoint signs it.' })
  businessDate: string;

  @Field(() => ID, { description: 'The key that signed the checkpoint.' })
  keyId: string;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'The public part of a key that signs closed days. The same keys are at /.well-known/bincard/TENANT_ID/jwks.json, without a token.',
})
export class SigningKey {
  @Field(() => ID, { description: "The key's thumbprint (RFC 7638, SHA-256, base64url)." })
  keyId: string;

  @Field(() => SafeInt, { description: 'Numbered from 1; the highest one signs.' })
  generation: number;

  @Field(() => String, {
    description: 'The public key (Ed25519): `x` of its JWK, 32 bytes in base64url.',
  })
  x: string;

  @Field(() => DateTimeISO, { description: 'When it was added.' })
  createdAt: string;

  @Field(() => String, { description: 'Who added it.' })
  createdBy: string;
}
